<?php

/** Nothing to see here: a guard for servers that list folders. */

declare(strict_types=1);

http_response_code(404);
exit;
