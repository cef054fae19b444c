{* A client's own services, months and credits. Everything printed here was escaped by Client\…: hence nofilter. *}
<style>{$mg.css nofilter}</style>
<div class="makegood-client">
{if $mg.problem}
    <p class="alert alert-warning" role="alert">{$mg.problem nofilter}</p>
{elseif $mg.view && $mg.view.isSla}
    <p class="mg-top"><a href="{$mg.view.back nofilter}">← {$mg.texts.client_back nofilter}</a></p>
    <h2 class="h3">{$mg.view.heading nofilter}</h2>
    {$mg.view.promise nofilter}
{elseif $mg.view}
{if $mg.view.isMonth}
    <p class="mg-top"><a href="{$mg.view.back nofilter}">← {$mg.texts.client_back nofilter}</a> <span class="text-muted">{$mg.zone nofilter}</span></p>
{else}
    <h2 class="h3">{$mg.texts.client_title nofilter}</h2>
    <p>{$mg.view.intro nofilter} <span class="text-muted">{$mg.zone nofilter}.</span></p>
{/if}
{if $mg.view.isNewest}
    <makegood-notice src="{$mg.view.notice.src nofilter}" every="60">
{foreach $mg.view.notice.rows as $down}
        <p class="alert alert-danger"><strong>{$down.label nofilter}</strong>: {$down.word nofilter} ({$mg.texts.client_since nofilter} {$down.since nofilter})</p>
{foreachelse}
        <p class="alert {if $mg.view.notice.failed}alert-warning{else}alert-success{/if}">{if $mg.view.notice.failed}{$mg.texts.client_unknown_now nofilter}{else}{$mg.texts.client_all_up nofilter}{/if}</p>
{/foreach}
    </makegood-notice>

{if $mg.view.next}
    <section class="mb-4" aria-labelledby="mg-next">
        <h3 class="h4" id="mg-next">{$mg.texts.client_next nofilter}</h3>
        <makegood-invoice src="{$mg.view.next.src nofilter}">
{if $mg.view.next.failed}
            <p role="alert">{$mg.texts.client_unavailable nofilter}</p>
{elseif !$mg.view.next.credits}
            <p>{$mg.texts.client_next_none nofilter}</p>
{else}
            <table class="table table-sm table-condensed mg-table">
                <thead><tr>
                    <th scope="col">{$mg.texts.client_service nofilter}</th>
                    <th scope="col">{$mg.texts.client_period nofilter}</th>
                    <th scope="col" class="mg-amount">{$mg.texts.client_credit nofilter}</th>
                    <th scope="col">{$mg.texts.client_state nofilter}</th>
                    <th scope="col">{$mg.texts.client_when nofilter}</th>
                </tr></thead>
                <tbody>
{foreach $mg.view.next.credits as $credit}
                    <tr>
                        <td data-label="{$mg.texts.client_service nofilter}">{$credit.label nofilter}</td>
                        <td data-label="{$mg.texts.client_period nofilter}">{$credit.month nofilter}</td>
                        <td data-label="{$mg.texts.client_credit nofilter}" class="mg-amount">{$credit.amount nofilter}{if $credit.carried} <small class="text-muted mg-carried">{$credit.carried nofilter}</small>{/if}</td>
                        <td data-label="{$mg.texts.client_state nofilter}"><span class="badge mg-badge mg-{$credit.kind}">{$credit.state nofilter}</span></td>
                        <td data-label="{$mg.texts.client_when nofilter}">{$credit.at nofilter}</td>
                    </tr>
{/foreach}
                </tbody>
            </table>
{/if}
{if $mg.view.next.invoices}
            <table class="table table-sm table-condensed mg-table">
                <caption>{$mg.texts.client_invoices nofilter}</caption>
                <thead><tr>
                    <th scope="col">{$mg.texts.client_due_on nofilter}</th>
                    <th scope="col" class="mg-amount">{$mg.texts.client_total nofilter}</th>
                    <th scope="col" class="mg-amount">{$mg.texts.client_used nofilter}</th>
                    <th scope="col" class="mg-amount">{$mg.texts.client_due nofilter}</th>
                </tr></thead>
                <tbody>
{foreach $mg.view.next.invoices as $invoice}
                    <tr>
                        <td data-label="{$mg.texts.client_due_on nofilter}">{$invoice.id nofilter}</td>
                        <td data-label="{$mg.texts.client_total nofilter}" class="mg-amount">{$invoice.total nofilter}</td>
                        <td data-label="{$mg.texts.client_used nofilter}" class="mg-amount">{$invoice.used nofilter}</td>
                        <td data-label="{$mg.texts.client_due nofilter}" class="mg-amount"><strong>{$invoice.due nofilter}</strong></td>
                    </tr>
{/foreach}
                </tbody>
            </table>
{/if}
        </makegood-invoice>
    </section>
{/if}
{/if}

{if $mg.view.said}
    <p class="alert alert-{$mg.view.said.kind}" role="{if $mg.view.said.kind == 'success'}status{else}alert{/if}">{$mg.view.said.text nofilter}</p>
{/if}
    <h3 class="h4">{$mg.view.heading nofilter} <small class="text-muted">{$mg.view.range nofilter}</small></h3>
{if !$mg.view.cards}
    <p>{$mg.texts.client_empty nofilter}</p>
{/if}
{if $mg.view.claim && $mg.view.claim.ask}
    <section class="card panel panel-default mb-3 mg-claim" aria-labelledby="mg-claim">
        <h4 class="card-header panel-heading h6" id="mg-claim">{$mg.texts.client_claim nofilter}</h4>
        <form method="post" action="{$mg.view.claim.url nofilter}" class="card-body panel-body">
            {$mg.view.claim.token nofilter}<input type="hidden" name="do" value="claim">
            <p>{$mg.view.claim.ask nofilter}</p>
            <button type="submit" class="btn btn-primary">{$mg.view.claim.button nofilter}</button>
        </form>
    </section>
{/if}
{if $mg.view.claim && $mg.view.claim.lines}
    <ul class="mg-terms">
{foreach $mg.view.claim.lines as $line}
        <li>{$line nofilter}</li>
{/foreach}
    </ul>
{/if}
{foreach $mg.view.cards as $card}
    <section class="card panel panel-default mb-3">
{if $card.label}
        <h4 class="card-header panel-heading h6">{$card.label nofilter}</h4>
{/if}
{if $card.months}
        <ul class="list-group list-group-flush">
{foreach $card.months as $month}
            <li class="list-group-item">
                <div class="mg-line">
                    <span class="mg-month">{if !$mg.view.isMonth}<a href="{$month.url nofilter}">{$month.name nofilter}</a>{else}{$month.name nofilter}{/if}</span>
                    <span class="mg-up">
{if $month.isQuiet}
                        {$mg.texts.client_no_outage nofilter}
{else}
                        <strong class="{if $month.isDown}mg-was-down{else}mg-was-up{/if}">{if $month.availability}{$month.availability nofilter}{else}–{/if}</strong>
                        <span class="mg-down">{strip}
                            {if $month.isDown}{$month.downtime nofilter} {$mg.texts.client_down nofilter}{else}{$mg.texts.client_no_downtime nofilter}{/if}
                            {if $month.excluded}, {$month.excluded nofilter} {$mg.texts.client_excluded nofilter}{/if}
                        {/strip}</span>
{/if}
{if $month.isOpen}
                        <em class="text-muted">{$mg.texts.client_so_far nofilter}</em>
{/if}
                    </span>
                    <span class="mg-credits">
{foreach $month.credits as $credit}
                        <span class="mg-credit">{if $credit.amount}<strong>{$credit.amount nofilter}</strong> {/if}<span class="badge mg-badge mg-{$credit.kind}">{$credit.state nofilter}</span></span>
{/foreach}
                    </span>
                </div>
{foreach $month.credits as $credit}
{if $credit.steps}
                <details class="mg-why"{if $mg.view.isMonth} open{/if}>
                    <summary>{if $mg.view.isMonth}{$mg.texts.client_how nofilter}{else}{$mg.texts.client_why nofilter}{if $credit.amount}: {$credit.amount nofilter}{/if}{/if}</summary>
{if $credit.src && $mg.view.isMonth}
                    <makegood-credit src="{$credit.src nofilter}">
{/if}
{if $credit.parts}
                    <p class="text-muted">{$credit.parts nofilter}{if $credit.booked} · {$credit.booked nofilter}{/if}</p>
{/if}
                    <ol>
{foreach $credit.steps as $step}
                        <li>{$step nofilter}</li>
{/foreach}
                    </ol>
{if $credit.src && $mg.view.isMonth}
                    </makegood-credit>
{/if}
                </details>
{/if}
{/foreach}
            </li>
{/foreach}
        </ul>
{/if}
{if $card.sla}
        <p class="card-body panel-body mg-quiet"><a href="{$card.sla nofilter}">{$mg.texts.client_sla nofilter}</a></p>
{/if}
{if $card.quiet}
        <p class="card-body panel-body text-muted mg-quiet">{$card.quiet nofilter}</p>
{/if}
    </section>
{/foreach}
{if $mg.view.isMonth}
    <section class="mb-4" aria-labelledby="mg-timeline">
        <h3 class="h4" id="mg-timeline">{$mg.texts.client_timeline nofilter}</h3>
        <makegood-timeline src="{$mg.view.timeline.src nofilter}">
{if $mg.view.timeline.failed}
            <p role="alert">{$mg.texts.client_unavailable nofilter}</p>
{elseif !$mg.view.timeline.rows}
            <p>{$mg.texts.client_no_outage nofilter}</p>
{else}
            <table class="table table-sm table-condensed mg-table">
                <thead><tr>
                    <th scope="col">{$mg.texts.client_from nofilter}</th>
                    <th scope="col">{$mg.texts.client_to nofilter}</th>
                    <th scope="col">{$mg.texts.client_counted nofilter}</th>
                </tr></thead>
                <tbody>
{foreach $mg.view.timeline.rows as $outage}
                    <tr>
                        <td data-label="{$mg.texts.client_from nofilter}">{$outage.from nofilter}</td>
                        <td data-label="{$mg.texts.client_to nofilter}">{$outage.to nofilter}</td>
                        <td data-label="{$mg.texts.client_counted nofilter}">{$outage.counted nofilter}{if $outage.excluded} ({$outage.excluded nofilter} {$mg.texts.client_excluded nofilter}){/if}</td>
                    </tr>
{/foreach}
                </tbody>
            </table>
{/if}
        </makegood-timeline>
    </section>
    <nav class="mg-turn" aria-label="{$mg.texts.client_period nofilter}">
        {if $mg.view.previous}<a class="btn btn-default btn-outline-secondary btn-sm" rel="prev" href="{$mg.view.previous.url nofilter}">← {$mg.view.previous.name nofilter}</a>{/if}
        {if $mg.view.following}<a class="btn btn-default btn-outline-secondary btn-sm" rel="next" href="{$mg.view.following.url nofilter}">{$mg.view.following.name nofilter} →</a>{/if}
    </nav>
{/if}
{if $mg.view.page}
    <nav class="mg-turn" aria-label="{$mg.texts.client_services nofilter}">
        {if $mg.view.previous}<a class="btn btn-default btn-outline-secondary btn-sm" rel="prev" href="{$mg.view.previous nofilter}">{$mg.texts.client_previous nofilter}</a>{/if}
        <span>{$mg.view.page nofilter}</span>
        {if $mg.view.following}<a class="btn btn-default btn-outline-secondary btn-sm" rel="next" href="{$mg.view.following nofilter}">{$mg.texts.client_following nofilter}</a>{/if}
    </nav>
{/if}
    <nav class="mg-turn" aria-label="{$mg.texts.client_period nofilter}">
        {if $mg.view.older}<a class="btn btn-default btn-outline-secondary btn-sm" href="{$mg.view.older nofilter}">{$mg.texts.client_older nofilter}</a>{/if}
        {if $mg.view.newer}<a class="btn btn-default btn-outline-secondary btn-sm" href="{$mg.view.newer nofilter}">{$mg.texts.client_newer nofilter}</a>{/if}
    </nav>
{/if}
</div>
{$mg.mount nofilter}
