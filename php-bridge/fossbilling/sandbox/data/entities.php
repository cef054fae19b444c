<?php

/**
 * What the entities' methods are called where a rule does not say it: a column "approved" has isApproved() and setApproved(),
 * a column "client_id" of client_balance is the relation getClient() and setClient().
 */

declare(strict_types=1);

return [
    // Flags that are asked with "is"; other flags have a getter.
    'is' => ['client.tax_exempt', 'invoice.approved', 'client_order.promo_recurring', 'client_order.group_master', 'product.active', 'product.hidden',
        'product.is_addon', 'product.allow_quantity_select', 'product.stock_control', 'service_hosting_server.active', 'service_hosting_server.secure',
        'service_hosting.reseller', 'pay_gateway.enabled', 'pay_gateway.allow_single', 'pay_gateway.allow_recurrent', 'pay_gateway.test_mode',
        'currency.is_default', 'currency.is_rate_manual', 'setting.public', 'transaction.validate_ipn', 'email_template.enabled',
        'admin_group.protected'],
    // column => [property, record]
    'relations' => ['client_balance.client_id' => ['client', 'Client'], 'invoice_item.invoice_id' => ['invoice', 'Invoice'],
        'client_order_status.client_order_id' => ['order', 'ClientOrder'], 'client_order_meta.client_order_id' => ['order', 'ClientOrder'],
        'invoice.gateway_id' => ['gateway', 'PayGateway'], 'transaction.invoice_id' => ['invoice', 'Invoice'],
        'transaction.gateway_id' => ['gateway', 'PayGateway'], 'client.client_group_id' => ['clientGroup', 'ClientGroup'],
        'service_hosting.service_hosting_server_id' => ['serviceHostingServer', 'ServiceHostingServer'],
        'service_hosting.service_hosting_hp_id' => ['serviceHostingHp', 'ServiceHostingHp'],
        'product.product_category_id' => ['productCategory', 'ProductCategory'], 'product.product_payment_id' => ['productPayment', 'ProductPayment']],
];
