<?php

/** A policy that is being written: what stands in the editor, and what the core found in it. Nothing of it is stored. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Desk\PolicyForm;
use Makegood\Desk\PolicyLint;

final class PolicyDraft
{
    public const FORM = 'form';
    public const DOCUMENT = 'document';

    public ?PolicyLint $lint = null;

    /** Empty rows at the end of each list. */
    public int $spare = 1;

    /**
     * @param string                $as    FORM or DOCUMENT
     * @param array<string, string> $typed what stands in the form where it could not be put into the document
     */
    public function __construct(public string $document, public string $as, public array $typed = [])
    {
    }

    /** A refund policy: what it would pay is told by its own examples. */
    public static function isRefund(string $document): bool
    {
        $value = json_decode($document, true);

        return is_array($value) && isset($value['kind']);
    }

    /** What a form of the editor sent. @param list<string> $currencies @throws InvalidInput|\Makegood\Desk\UnableToDo */
    public static function posted(Input $input, array $currencies, Context $context): self
    {
        $draft = $context->draft = new self($input->document('document', Actions::DOCUMENT_BYTES), $input->text('as') === self::FORM ? self::FORM : self::DOCUMENT);
        if ($draft->as === self::FORM) {
            foreach ($input->names('f-') as $name) {
                $draft->typed[$name] = $input->text($name, 1000);
                if (preg_match('//u', $draft->typed[$name]) !== 1) {
                    unset($draft->typed[$name]);
                    throw new InvalidInput('A field holds bytes that are no text.');
                }
            }
            $draft->document = PolicyForm::applied($draft->document, static fn (string $name): ?string => $draft->typed[$name] ?? null, $currencies);
            $draft->typed = [];
        }

        return $draft;
    }
}
