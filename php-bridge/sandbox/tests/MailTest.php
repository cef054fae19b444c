<?php

/** E-mails of a module's own: kept, shown, refused in the documented words. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Config;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class MailTest extends SandboxTestCase
{
    private const MESSAGE = ['customsubject' => 'Hello', 'custommessage' => 'one<br />two'];

    /** @return array<string, array{string, array<string, mixed>, string}> command, values, answer */
    public static function mails(): array
    {
        return [
            'to a client' => ['SendEmail', ['customtype' => 'general', 'id' => 1] + self::MESSAGE, 'success'],
            'of no type' => ['SendEmail', ['id' => 1] + self::MESSAGE, 'You must provide either an existing email template name or a custom message type'],
            'of a type that is none' => ['SendEmail', ['customtype' => 'love', 'id' => 1] + self::MESSAGE, 'Invalid message type provided'],
            'without a subject' => ['SendEmail', ['customtype' => 'general', 'id' => 1, 'custommessage' => 'x'], 'A subject is required for a custom message'],
            'without a body' => ['SendEmail', ['customtype' => 'general', 'id' => 1, 'customsubject' => 'x'], 'A message body is required for a custom message'],
            'to nobody' => ['SendEmail', ['customtype' => 'general'] + self::MESSAGE, 'A related ID is required'],
            'to a client who is not there' => ['SendEmail', ['customtype' => 'general', 'id' => 999] + self::MESSAGE, 'Sending Failed. Please see documentation.'],
            'to staff' => ['SendAdminEmail', ['type' => 'account'] + self::MESSAGE, 'success'],
        ];
    }

    /** @dataProvider mails @param array<string, mixed> $values */
    public function testAMailIsKeptOrRefused(string $command, array $values, string $expected): void
    {
        $answer = localAPI($command, $values);
        self::assertSame($expected, $answer['message'] ?? $answer['result']);
        self::assertSame($expected === 'success' ? 1 : 0, Capsule::table('sandbox_mails')->count());
    }

    public function testAMailServerThatIsDownIsSaid(): void
    {
        Config::set('SandboxMail', 'down');
        self::assertSame('Sending Failed. Please see documentation.', localAPI('SendEmail', ['customtype' => 'general', 'id' => 1] + self::MESSAGE)['message']);
    }

    public function testBracesAreATemplate(): void
    {
        $this->expectException(UndocumentedUse::class);
        localAPI('SendEmail', ['customtype' => 'general', 'id' => 1, 'customsubject' => 'x', 'custommessage' => '{$x}']);
    }
}
