<?php

/**
 * The panel's tables that modules meet, with the column names of its schema: "name:kind", kind left out = string.
 *
 * `old` is a number with two decimals that 0.7 and 0.8 keep as a float (double) and main as a decimal. A column in [brackets] exists
 * only in the lines named after it.
 */

declare(strict_types=1);

$custom = implode(' ', array_map(static fn (int $i): string => "custom_$i:text", range(1, 10)));
$prices = implode(' ', array_map(static fn (string $p): string => "{$p}_price:money {$p}_setup_price:money {$p}_enabled:yes", ['w', 'm', 'q', 'b', 'a', 'bia', 'tria']));

return [
    'client' => "id:pk aid client_group_id:int role auth_type email pass salt status email_approved:bool tax_exempt:no type first_name last_name
        gender birthday:date phone_cc phone company company_vat company_number address_1 address_2 city state postcode country notes:text
        currency lang ip api_token referred_by [billing_email]0.8,main [timezone]0.8,main $custom created_at:datetime updated_at:datetime",
    'client_group' => 'id:pk title created_at:datetime updated_at:datetime',
    'client_balance' => 'id:pk client_id:int type:v100 rel_id:v20 [invoice_item_id:int]main amount:money description:text
        created_at:datetime updated_at:datetime',
    'client_order' => 'id:pk client_id:int product_id:int form_id:int promo_id:int promo_recurring:bool promo_used:int group_id group_master:no
        invoice_option title currency:v20 unpaid_invoice_id:int service_id:int service_type period:v20 quantity:one unit price:old discount:old
        status:v50 reason notes:text config:text [suspension_grace_days:int]main referred_by expires_at:datetime activated_at:datetime
        suspended_at:datetime unsuspended_at:datetime canceled_at:datetime created_at:datetime updated_at:datetime',
    'client_order_meta' => 'id:pk client_order_id:int name value:text created_at:datetime updated_at:datetime',
    'client_order_status' => 'id:pk client_order_id:int status:v20 notes:text created_at:datetime updated_at:datetime',
    'invoice' => 'id:pk client_id:int serie:v50 nr hash [hash_expires_at:datetime]0.8,main currency:v25 currency_rate:rate credit:old base_income:old
        base_refund:old refund:old notes:text text_1:text text_2:text status:v50 seller_company seller_company_vat seller_company_number
        seller_address seller_phone seller_email buyer_first_name buyer_last_name buyer_company buyer_company_vat buyer_company_number
        buyer_address buyer_city buyer_state buyer_country buyer_zip buyer_phone buyer_phone_cc buyer_email gateway_id:int approved:no
        taxname taxrate:v35 due_at:datetime reminded_at:datetime paid_at:datetime created_at:datetime updated_at:datetime',
    'invoice_item' => 'id:pk invoice_id:int type:v100 rel_id:text task:v100 status:v100 title period:v10 quantity:int unit:v100 price:old
        charged:no taxed:no [attempts:zero]main created_at:datetime updated_at:datetime',
    'product_category' => 'id:pk title description:text icon_url created_at:datetime updated_at:datetime',
    'product_payment' => "id:pk type:v30 once_price:money once_setup_price:money [$prices]0.7,0.8",
    'product' => 'id:pk product_category_id:int product_payment_id:int form_id:int title slug description:text unit active:yes status hidden:no
        is_addon:no setup addons:text icon_url allow_quantity_select:no stock_control:no quantity_in_stock:zero [suspension_grace_days:zero]main
        plugin plugin_config:text upgrades:text priority:int config:text created_at:datetime updated_at:datetime type',
    'service_hosting' => 'id:pk client_id:int service_hosting_server_id:int service_hosting_hp_id:int sld tld ip username pass reseller:bool
        created_at:datetime updated_at:datetime',
    'service_hosting_server' => 'id:pk name:v100 ip:v45 hostname:v100 assigned_ips:text status_url active:bool max_accounts:int ns1 ns2 ns3 ns4
        manager:v100 username:text password:text accesshash:text password_length:int port config:text secure:bool
        created_at:datetime updated_at:datetime',
    'service_hosting_hp' => 'id:pk name quota bandwidth max_ftp max_sql max_pop max_sub max_park max_addon config:text
        created_at:datetime updated_at:datetime',
    'service_custom' => 'id:pk client_id:int plugin plugin_config:text config:text created_at:datetime updated_at:datetime',
    'currency' => 'id:pk [title]0.7 code:v3 is_default:no conversion_rate:rate [format]0.7 [price_format]0.7 [is_rate_manual:no]main
        [format_pattern]main [fraction_digits:int]main created_at:datetime updated_at:datetime',
    'tax' => 'id:pk level:int name country state taxrate created_at:datetime updated_at:datetime',
    'transaction' => 'id:pk invoice_id:int gateway_id:int txn_id txn_status s_id s_period [amount]0.7,0.8 [amount:money]main currency:v10 type status
        ip error:text error_code:int validate_ipn:yes ipn:text [ipn_hash:v64]0.8,main output:text note:text created_at:datetime updated_at:datetime',
    'pay_gateway' => 'id:pk name gateway accepted_currencies:text enabled:yes allow_single:yes allow_recurrent:yes test_mode:no config:text',
    'extension' => 'id:pk type name status version',
    'extension_meta' => 'id:pk client_id:int extension rel_type rel_id meta_key meta_value:text created_at:datetime updated_at:datetime',
    'setting' => 'id:pk param value:text public:no category hash created_at:datetime updated_at:datetime',
    'admin' => 'id:pk [role:v30]0.7 [admin_group_id:int]0.7 [system_name:v100]0.8,main email pass salt name signature [protected:no]0.7 status
        api_token [permissions:text]0.7 [timezone]0.8,main created_at:datetime updated_at:datetime',
    'admin_group' => 'id:pk name [parent_id:int]0.8,main [permissions:text]0.8,main [protected:no]0.8,main [system_name]0.8,main
        created_at:datetime updated_at:datetime',
    'admin_group_member' => '[id:pk]0.8,main [admin_id:int]0.8,main [admin_group_id:int]0.8,main',
    'activity_system' => 'id:pk priority:int admin_id:int client_id:int message:text ip created_at:datetime updated_at:datetime',
    'activity_client_email' => 'id:pk client_id:int sender recipients:text subject content_html:text content_text:text created_at:datetime updated_at:datetime',
    'email_template' => 'id:pk action_code category:v30 enabled:yes subject content:text description:text vars:text',
];
