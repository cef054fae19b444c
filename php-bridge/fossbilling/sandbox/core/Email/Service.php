<?php

/**
 * E-mail: a template of a module, rendered and kept in activity_client_email; nothing is sent.
 *
 * The template's file is html_email/CODE.html.twig or templates/email/CODE.html.twig of the module that CODE names; its blocks are
 * subject and content.
 */

declare(strict_types=1);

namespace Box\Mod\Email;

use FossSandbox\Assumptions;
use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\Web\Twig;
use FOSSBilling\InformationException;

class Service extends CoreService
{
    private const ENVELOPE = ['to', 'to_client', 'to_staff', 'to_name', 'from', 'from_name', 'to_admin', 'default_description', 'default_subject',
        'default_template', 'code', 'send_now', 'throw_exceptions'];

    /** @param array<string, mixed> $data code, to_client or to, and the template's variables */
    public function sendTemplate($data): bool
    {
        $this->di['validator']->checkRequiredParamsForArray(['code' => 'Template code not passed'], $data);
        if (!isset($data['to']) && !isset($data['to_staff']) && !isset($data['to_client']) && !isset($data['to_admin'])) {
            throw new InformationException('Receiver is not defined. Define to or to_client or to_staff or to_admin parameter');
        }
        if (isset($data['to_admin']) && Assumptions::value('mail.admin') !== 'known') {
            throw new InformationException('Receiver is not defined. Define to or to_client or to_staff or to_admin parameter');
        }
        $vars = array_diff_key($data, array_flip(self::ENVELOPE));
        $client = isset($data['to_client']) ? $this->di['mod_service']('client')->get(['id' => $data['to_client']]) : null;
        if ($client !== null) {
            $vars['c'] = $this->di['mod_service']('client')->toApiArray($client);
        }
        [$enabled, $text] = $this->template((string) $data['code']);
        if (!$enabled) {
            return false;
        }
        ['subject' => $subject, 'content' => $content] = Twig::mail($text, $vars);
        Rows::sql('INSERT INTO activity_client_email (client_id, sender, recipients, subject, content_html, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            [$client === null ? null : Rows::id($client), (string) $this->di['mod_service']('system')->getParamValue('company_email'),
                $client === null ? ($data['to'] ?? (isset($data['to_admin']) ? self::administrator($data['to_admin']) : 'staff')) : (string) Rows::value($client, 'email'), $subject, $content, self::now(), self::now()]);

        return true;
    }

    private static function administrator(mixed $id): string
    {
        return (string) (Rows::sql('SELECT email FROM admin WHERE id = ?', [(int) $id])[0]['email'] ?? throw new InformationException('Administrator not found'));
    }

    /** A template is remembered at its first use; the remembered text counts afterwards. @return array{bool, string} */
    private function template(string $code): array
    {
        $known = Rows::sql('SELECT enabled, subject, content FROM email_template WHERE action_code = ?', [$code])[0] ?? null;
        if ($known !== null) {
            return [(bool) $known['enabled'], '{% block subject %}' . $known['subject'] . '{% endblock %}{% block content %}' . $known['content'] . '{% endblock %}'];
        }
        $module = explode('_', $code)[1] ?? '';
        $file = PATH_MODS . '/' . ucfirst($module) . '/' . Profile::templates('email') . "/$code.html.twig";
        $core = dirname(__DIR__) . '/mails/' . $code . '.html.twig';
        if (!is_file($file) && !is_file($core)) {
            throw new \FOSSBilling\Exception("Email template $code was not found");
        }
        $text = (string) file_get_contents(is_file($file) ? $file : $core);
        $block = static fn (string $name): string => preg_match('/{%-?\s*block\s+' . $name . '\s*-?%}(.*?){%-?\s*endblock/s', $text, $found) === 1 ? $found[1] : '';
        Rows::sql('INSERT INTO email_template (action_code, category, enabled, subject, content) VALUES (?, ?, 1, ?, ?)', [$code, $module, $block('subject'), $block('content')]);

        return [true, $text];
    }
}
