<?php

/** Pages of a long list: what part is shown, and links to the parts around it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Html;

final class Pager
{
    public const SIZE = 50;

    public readonly int $page;

    public function __construct(int $asked, public readonly int $rows, private readonly int $size = self::SIZE, private readonly string $name = 'page')
    {
        $this->page = max(1, min($asked, $this->last()));
    }

    public function offset(): int
    {
        return ($this->page - 1) * $this->size;
    }

    /** "51 to 100 of 10000" */
    public function words(): string
    {
        return $this->rows === 0 ? 'none' : ($this->offset() + 1) . ' to ' . min($this->rows, $this->offset() + $this->size) . ' of ' . $this->rows;
    }

    /**
     * @param \Closure(array<string, string|int>): string $url of a page with these query values
     * @param array<string, string|int>                   $query what else the list is about
     */
    public function links(\Closure $url, array $query): string
    {
        $last = $this->last();
        if ($last === 1) {
            return '';
        }
        $html = '';
        $before = 0;
        foreach (array_unique([1, $this->page - 1, $this->page, $this->page + 1, $last]) as $page) {
            if ($page < 1 || $page > $last) {
                continue;
            }
            $html .= $page > $before + 1 ? '<li class="disabled"><span aria-hidden="true">…</span></li>' : '';
            $html .= $page === $this->page ? '<li class="active"><span aria-current="page">' . $page . '</span></li>'
                : '<li>' . Html::link($url($query + [$this->name => $page]), (string) $page) . '</li>';
            $before = $page;
        }

        return '<nav aria-label="Pages of this list' . ($this->name === 'page' ? '' : ': ' . Html::e($this->name)) . '"><ul class="pagination">' . $html . '</ul></nav>';
    }

    private function last(): int
    {
        return max(1, intdiv($this->rows + $this->size - 1, $this->size));
    }
}
