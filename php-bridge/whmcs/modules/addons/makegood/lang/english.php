<?php

/** The English texts, where the panel looks for them. A translation lies beside this file and assigns to $_ADDONLANG what it translates. */

declare(strict_types=1);

$_ADDONLANG = require dirname(__DIR__) . '/bridge/Pages/lang/english.php';
