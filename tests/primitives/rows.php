<?php

/**
 * What the primitives' tests know about single primitives; one that is not named here is tried by its signature alone.
 *
 * params: by name, how arguments are made. `slice` any bytes (two arguments: address, length), `utf8` a text (two), `literal` a part of the module's own texts (two),
 *         `seen` what real requests hand over at these two places, `request` the whole request (two), `room` an address with room for words, `most` a small count,
 *         `number` an i64, `small` 0 to 40, `sink` the sink itself. By signature: pairs of i32 are slices, i64 numbers, a single i32 small; a sink's first is the sink.
 * writes: primitives that write into the memory handed to them; what they leave there is compared as well.
 */

declare(strict_types=1);

return [
    'params' => [
        'mg_text_tokens' => ['request', 'seen', 'room', 'most'],
        'mg_text_phrases' => ['request', 'seen', 'room', 'most'],
        'mg_text_compare' => ['slice', 'slice'],
        'mg_text_units' => ['slice', 'small'],
        'mg_text_span' => ['slice', 'seen'],
        'mg_text_literal' => ['sink', 'literal'],
        'mg_text_string' => ['sink', 'utf8'],
        'mg_text_decimal' => ['sink', 'number', 'small', 'small'],
    ],
    'writes' => ['mg_text_tokens', 'mg_text_phrases'],
    'texts' => ['', '"', '""', '\\', 'a"b\\c', "\x00", "\x1f ", "\x7f", "\xC2\x80", "\xC2\x9F", "\xC2\xA0", "\u{2028}\u{2029}", 'é', '€', '💥', "\xF0\x9F\x92", "\xED\xA0\x80", "\xFF", "\n\r\t\x08\x0c", '/',
        '0', '-0', '007', '12345678901234567890', '2026-03-04T12:00:00Z', '2026-03-04T12:00:00.000Z', '2026-03-04T12:00:00.5Z', '2026-02-30T24:61:61Z', "2026-03-04T12:00:00Z\n", '9999-12-31T23:59:59.999Z',
        '0000-00-00T00:00:00Z', '2026-03-04 12:00:00Z', '2026-03-04T12:00:00+00:00', '２026-03-04T12:00:00Z', 'true', 'null', '{}', '1.50', '-0.05', '00.1', '1.', '.5', '-', '999999999999999999', '-999999999999999999', '1000000000000000000', '0.123456789012345678', '[-0,10,01]', '{"id":"x","from":null}', ',"id":', '["Â"]', '["a" ,1]', '[1.5]', '{"a":tru}', '{"a":[1,2]}', '{"contract":1,"command":"describe"}', '"unclosed', '{"a":"\\"","a\\u0062":"\\\\"}',
        ',{"below":"99.9","percent":"10"}', '{"below":"99.95","percent":"05"}', '{"from":null,"seconds":-3600}{"from":"2026-03-29T01:00:00Z","seconds":999999999999999999}', '{"from":null,"seconds":1000000000000000000}',
        ',{"from":"2026-03-04T12:00:00.250Z","to":null,"server":"é","state":"suspended"}', '{"from":"2026-03-04T12:00:00Z","state":"ended"}', '{"from":"2026-03-04T12:00:00Z","to":"","state":"ended"}',
        ',{"n":1,"net":"0.83","tax":"-0.17","gross":"1"}]}', ']},"cap":{"percent":"50"},"minimumPayout":[{"currency":"USD","amount":"1.00"}],"settleDelayMs":0}}', ']},"cap":null,"minimumPayout":null,"settleDelayMs":null}}', ']}}}', ']}},"entries":[]}]}',
        '],"recurring":null,"entries":[],"entries":[', '{"id":"' . str_repeat('i', 200) . '","currency":"EUR","revision":7,"carry":"-0.5"}', '{"id":"' . str_repeat('i', 201) . '","currency":"EUR","revision":7,"carry":"-0.5"}',
        '{"id":"' . str_repeat('k', 2000) . '","subject":"server:1","from":"2026-03-04T12:00:00Z","to":"2026-03-04T13:00:00Z"}', "{\"below\":\"1\",\"percent\":\"2\"},{\"below\":\"\xC2\x85\",\"percent\":\"2\"}", ',"19",,"1"'],
];
