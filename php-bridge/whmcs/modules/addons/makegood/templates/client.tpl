{* A client's own credits and why. Everything printed here was escaped by Client\Credits: hence nofilter. *}
<div class="makegood-credits">
    <h2>{$mg.texts.client_title nofilter}</h2>
    <p>{$mg.texts.client_intro nofilter}</p>
{if $mg.problem}
    <p role="alert">{$mg.problem nofilter}</p>
{elseif !$mg.months}
    <p>{$mg.texts.client_empty nofilter}</p>
{/if}
{foreach $mg.months as $month}
    <section class="card panel panel-default">
        <div class="card-body panel-body">
            <h3>{$month.service nofilter}</h3>
            <dl>
                <dt>{$mg.texts.client_period nofilter}</dt>
                <dd>{$month.period nofilter}</dd>
                <dt>{$mg.texts.client_availability nofilter}</dt>
                <dd>{$month.availability nofilter}</dd>
            </dl>
{foreach $month.credits as $credit}
            <p>
                <strong>{$mg.texts.client_credit nofilter}: {$credit.credit nofilter}</strong>
                ({$mg.texts.client_net nofilter} {$credit.net nofilter}, {$mg.texts.client_tax nofilter} {$credit.tax nofilter})<br>
                {$mg.texts.client_state nofilter}: {$credit.state nofilter}
{if $credit.booked}
                – {$credit.booked nofilter}
{/if}
            </p>
            <details>
                <summary>{$mg.texts.client_why nofilter}</summary>
                <ol>
{foreach $credit.steps as $step}
                    <li>{$step nofilter}</li>
{/foreach}
                </ol>
            </details>
{/foreach}
        </div>
    </section>
{/foreach}
</div>
