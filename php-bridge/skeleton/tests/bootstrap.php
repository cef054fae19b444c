<?php

/** Loads the bridge, the contract that all adapters keep, and this adapter. */

declare(strict_types=1);

require __DIR__ . '/../../tests/bootstrap.php';
require __DIR__ . '/../PanelApi.php';
require __DIR__ . '/../SkeletonPanel.php';
