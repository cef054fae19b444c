<?php

/**
 * The records of the panel: short name => [table, entity of main (null: none), lines in which it is a bean, constants].
 *
 * Constants are the documented words of states, types and tasks.
 */

declare(strict_types=1);

$beans = ['0.7', '0.8'];

return [
    'Client' => ['client', 'Client\\Entity\\Client', $beans, ['ACTIVE' => 'active', 'SUSPENDED' => 'suspended', 'CANCELED' => 'canceled']],
    'ClientGroup' => ['client_group', 'Client\\Entity\\ClientGroup', $beans, []],
    'ClientBalance' => ['client_balance', 'Client\\Entity\\ClientBalance', $beans, []],
    'ClientOrder' => ['client_order', 'Order\\Entity\\Order', $beans, ['STATUS_PENDING_SETUP' => 'pending_setup', 'STATUS_FAILED_SETUP' => 'failed_setup',
        'STATUS_FAILED_RENEW' => 'failed_renew', 'STATUS_ACTIVE' => 'active', 'STATUS_CANCELED' => 'canceled', 'STATUS_SUSPENDED' => 'suspended',
        'ACTION_CREATE' => 'create', 'ACTION_ACTIVATE' => 'activate', 'ACTION_RENEW' => 'renew', 'ACTION_SUSPEND' => 'suspend',
        'ACTION_UNSUSPEND' => 'unsuspend', 'ACTION_CANCEL' => 'cancel', 'ACTION_UNCANCEL' => 'uncancel', 'ACTION_DELETE' => 'delete']],
    'ClientOrderMeta' => ['client_order_meta', 'Order\\Entity\\OrderMeta', $beans, []],
    'ClientOrderStatus' => ['client_order_status', 'Order\\Entity\\OrderStatus', $beans, []],
    'Invoice' => ['invoice', 'Invoice\\Entity\\Invoice', $beans, ['STATUS_PAID' => 'paid', 'STATUS_UNPAID' => 'unpaid', 'STATUS_REFUNDED' => 'refunded',
        'STATUS_CANCELED' => 'canceled']],
    'InvoiceItem' => ['invoice_item', 'Invoice\\Entity\\InvoiceItem', $beans, ['TYPE_DEPOSIT' => 'deposit', 'TYPE_CUSTOM' => 'custom', 'TYPE_ORDER' => 'order',
        'TYPE_HOOK_CALL' => 'hook_call', 'TASK_VOID' => 'void', 'TASK_ACTIVATE' => 'activate', 'TASK_RENEW' => 'renew',
        'STATUS_PENDING_PAYMENT' => 'pending_payment', 'STATUS_PENDING_SETUP' => 'pending_setup', 'STATUS_EXECUTED' => 'executed']],
    'Tax' => ['tax', 'Invoice\\Entity\\Tax', $beans, []],
    'Transaction' => ['transaction', 'Invoice\\Entity\\Transaction', $beans, ['STATUS_RECEIVED' => 'received', 'STATUS_APPROVED' => 'approved',
        'STATUS_PROCESSED' => 'processed', 'STATUS_ERROR' => 'error']],
    'PayGateway' => ['pay_gateway', 'Invoice\\Entity\\PayGateway', $beans, []],
    'ServiceHosting' => ['service_hosting', 'Servicehosting\\Entity\\ServiceHosting', $beans, []],
    'ServiceHostingServer' => ['service_hosting_server', 'Servicehosting\\Entity\\ServiceHostingServer', $beans, []],
    'ServiceHostingHp' => ['service_hosting_hp', 'Servicehosting\\Entity\\ServiceHostingHp', $beans, []],
    'ServiceCustom' => ['service_custom', 'Servicecustom\\Entity\\ServiceCustom', $beans, []],
    'Setting' => ['setting', 'System\\Entity\\Setting', $beans, []],
    'ActivityClientEmail' => ['activity_client_email', 'Email\\Entity\\ActivityClientEmail', ['0.7'], []],
    'EmailTemplate' => ['email_template', 'Email\\Entity\\EmailTemplate', ['0.7'], []],
    'Extension' => ['extension', 'Extension\\Entity\\Extension', $beans, ['TYPE_MOD' => 'mod', 'STATUS_INSTALLED' => 'installed']],
    'ExtensionMeta' => ['extension_meta', 'Extension\\Entity\\ExtensionMeta', $beans, []],
    'Admin' => ['admin', 'Staff\\Entity\\Admin', $beans, ['ROLE_ADMIN' => 'admin', 'ROLE_STAFF' => 'staff', 'ROLE_CRON' => 'cron', 'STATUS_ACTIVE' => 'active',
        'STATUS_INACTIVE' => 'inactive', 'SYSTEM_CRON' => 'cron']],
    'AdminGroup' => ['admin_group', 'Staff\\Entity\\AdminGroup', ['0.7'], []],
    'AdminGroupMember' => ['admin_group_member', 'Staff\\Entity\\AdminGroupMember', [], []],
    'Currency' => ['currency', 'Currency\\Entity\\Currency', ['0.7'], []],
    'ProductCategory' => ['product_category', 'Product\\Entity\\ProductCategory', ['0.7'], []],
    'ProductPayment' => ['product_payment', 'Product\\Entity\\ProductPayment', ['0.7'], []],
    'Product' => ['product', 'Product\\Entity\\Product', ['0.7'], ['SETUP_AFTER_ORDER' => 'after_order', 'SETUP_AFTER_PAYMENT' => 'after_payment',
        'SETUP_MANUAL' => 'manual', 'HOSTING' => 'hosting', 'CUSTOM' => 'custom']],
];
