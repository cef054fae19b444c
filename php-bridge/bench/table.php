<?php

/** The report for whoever reads a terminal: figures with what is aimed at beside them. */

declare(strict_types=1);

namespace Makegood\Bench;

function table(array $r): string
{
    $columns = ['0' => '0', '1' => '1', '5' => '5', '20' => '20', '200' => '200', 'documents' => '200 documents'];
    $line = static fn (string $name, array $cells, string $limit): string => vsprintf("%-30s %10s %10s %10s %10s %10s  %13s  %s\n", [$name, ...array_values($cells), $limit]);
    $figure = static fn (?array $figures): array => array_map(static fn ($key): string => isset($figures[$key]) ? sprintf('%.2f', $figures[$key]) : '-', array_keys($columns));
    $spread = static fn (array $by): string => vsprintf('%.2f-%.2f', $by['zero_install']['spread']);
    return "\nOne settle over the same by hand in PHP with bcmath (1 = as long), by number of outages; turn by turn in one process\n\n"
        . $line('', $columns, 'limit')
        . $line('zero-install', $figure($r['zero_install_over_bcmath']), '2, aim 0.8')
        . $line('  half of the rounds', array_map($spread, $r['detail']['in_process']), '')
        . $line('  over the tuned yardstick', $figure($r['zero_install_over_tuned']), 'aim 1.5')
        . $line('zero-install, opcache', $figure($r['with_opcache']['zero_install_over_bcmath'] ?? null), '')
        . $line('  over the tuned yardstick', $figure($r['with_opcache']['zero_install_over_tuned'] ?? null), '')
        . $line('child process', $figure($r['process_over_bcmath']), '0.3')
        . $line('FFI and libwasmtime', $figure($r['ffi_over_bcmath']), $r['ffi_over_bcmath'] === null ? '0.3 (not measured: no FFI or no libwasmtime)' : '0.3')
        . "\n" . rest($r) . "\nfigures: target/bench/php.json\n";
}

function rest(array $r): string
{
    $both = static fn (array $ms): string => sprintf('%.1f ms, with opcache %s', $ms['plain'], isset($ms['opcache']) ? sprintf('%.1f ms', $ms['opcache']) : 'not measured');
    $mb = static fn (int $bytes): string => sprintf('%.1f MB', $bytes / 1048576);
    $thousand = $r['thousand_services'];
    $rows = [
        'generated PHP' => sprintf('%d bytes, and %d on demand', $r['php_bytes'], $r['more_bytes']),
        'loaded in a fresh process' => $both($r['load_ms']),
        'its first settle' => $both($r['first_call_ms']),
        'both through the engine, checked' => $both($r['engine_first_call_ms']),
        'engine over core, later calls' => sprintf('%.2f', $r['engine_over_core']),
        'page under php-fpm with opcache' => sprintf('%.1f ms; one that does nothing %.1f ms', $r['fpm_request_ms'], $r['fpm_empty_request_ms']),
        'peak memory, no opcache' => $mb($r['peak_bytes']) . ' (limit 16 MB)',
        '1 000 services in one request' => sprintf('%.3f ms a service (%.2f of bcmath, %.2f of tuned), peak %s, %s', $thousand['ms_a_service'],
            $thousand['over_bcmath'], $thousand['over_tuned'], $mb($thousand['peak_bytes']), $thousand['fits_in_128M'] ? 'fits in 128 MB' : 'DOES NOT FIT in 128 MB'),
    ];
    $out = '';
    foreach ($rows as $name => $text) {
        $out .= sprintf("%-34s %s\n", $name, $text);
    }
    return $out;
}
