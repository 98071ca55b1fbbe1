//! Names of fields, what they mean, and values that they have.

/// A name of a field, with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rendered) struct Noun {
    pub(in crate::rendered) name: &'static str,
    pub(in crate::rendered) english: &'static str,
    pub(in crate::rendered) chinese: &'static str,
    /// A value, of texts.
    pub(in crate::rendered) sample: &'static str,
}

const fn noun(
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
    sample: &'static str,
) -> Noun {
    Noun {
        name,
        english,
        chinese,
        sample,
    }
}

pub(in crate::rendered) const TEXTS: &[Noun] = &[
    noun(
        "waybillNo",
        "Number of the parcel",
        "运单号",
        "TH20240308001",
    ),
    noun("depot", "Depot that holds it", "所在仓库", "BKK-East"),
    noun("driverName", "Who drives", "司机姓名", "Somchai"),
    noun("plate", "Plate of the van", "车牌", "1KG8842"),
    noun("memo", "Free text", "留言", "handle with care"),
    noun(
        "mchOrderId",
        "Order of the merchant",
        "商户订单号",
        "ORD7741",
    ),
    noun("branch_code", "Code of the branch", "网点编码", "BR0071"),
    noun("email", "Mail address", "邮箱", "a@shop.example"),
    noun(
        "openToken",
        "Token from the last call",
        "上次返回的令牌",
        "tk9f21ab",
    ),
    noun("receiver", "Person who gets the parcel", "收件人", "Anan"),
    noun("district", "District of the address", "区县", "Lanna"),
    noun(
        "invoiceTitle",
        "Title on the invoice",
        "发票抬头",
        "Lanna Shop",
    ),
    noun("bankCode", "Short name of the bank", "银行简称", "KBANK"),
    noun("uuid", "Wallet user", "钱包用户编号", "U2207711900455100"),
    noun("clientIp", "Address of the caller", "调用方IP", "10.1.2.3"),
    noun(
        "qrLink",
        "Page for the payer",
        "付款页面",
        "https://pay.example/q/1",
    ),
];
pub(in crate::rendered) const NUMBERS: &[Noun] = &[
    noun("amount", "Sum to pay", "金额", ""),
    noun("fee", "What the platform keeps", "手续费", ""),
    noun("weight", "Weight in grams", "重量（克）", ""),
    noun("pieces", "How many parcels", "件数", ""),
    noun("size", "Rows on a page", "每页条数", ""),
    noun("current", "Page that is shown", "当前页", ""),
    noun("total", "Rows in all", "总条数", ""),
    noun("retryTimes", "How often it was tried", "重试次数", ""),
    noun("balance", "What is left", "余额", ""),
    noun("height", "Height of the box", "箱高", ""),
];
pub(in crate::rendered) const FLAGS: &[Noun] = &[
    noun("insured", "Whether it is insured", "是否投保", ""),
    noun("fragile", "Whether it breaks easily", "是否易碎", ""),
    noun("active", "Whether it is in use", "是否启用", ""),
    noun("signedFor", "Whether somebody signed", "是否签收", ""),
];
pub(in crate::rendered) const TIMES: &[Noun] = &[
    noun("createTime", "When it was made", "创建时间", ""),
    noun("pickupTime", "When it is fetched", "揽收时间", ""),
    noun("birthday", "Day of birth", "出生日期", ""),
    noun("expireAt", "When it lapses", "失效时间", ""),
];
pub(in crate::rendered) const GROUPS: &[Noun] = &[
    noun("sender", "Who sends", "寄件方", ""),
    noun("payee", "Who is paid", "收款方", ""),
    noun("vehicle", "The van", "车辆", ""),
    noun("extInfo", "More about it", "扩展信息", ""),
];
pub(in crate::rendered) const LISTS: &[Noun] = &[
    noun("items", "Lines of the order", "订单明细", ""),
    noun("parcels", "The parcels", "包裹", ""),
    noun("records", "What was booked", "记录", ""),
    noun("stations", "Stops on the way", "途经站点", ""),
];
pub(in crate::rendered) const PLAIN_LISTS: &[Noun] = &[
    noun("tags", "Labels of your own", "自定义标签", "red"),
    noun("mchUuidList", "Members", "会员", "QK0001"),
    noun("routeIds", "Routes", "线路", "R1"),
    noun("photoUrls", "Pictures", "照片", "https://img.example/1.jpg"),
];
/// A field with the values that it may have: wire, English, Chinese.
pub(in crate::rendered) type Choice = (Noun, &'static [[&'static str; 3]]);
pub(in crate::rendered) const CHOICES: &[Choice] = &[
    (
        noun("status", "State of the booking", "预约状态", ""),
        &[
            ["CREATED", "created", "已创建"],
            ["ON_THE_WAY", "on the way", "运输中"],
            ["LOST", "lost", "丢失"],
            ["SIGNED", "signed for", "已签收"],
        ],
    ),
    (
        noun("channel", "How it is paid", "支付渠道", ""),
        &[
            ["BANK", "bank account", "银行账户"],
            ["CASH", "cash at the door", "现金"],
            ["PROMPTPAY", "by phone", "快捷支付"],
        ],
    ),
    (
        noun("kycLevel", "Level of checks", "认证等级", ""),
        &[
            ["Basic", "papers only", "基础"],
            ["Full", "papers and face", "完整"],
            ["Refused", "not passed", "拒绝"],
        ],
    ),
    (
        noun("source", "Where it comes from", "来源", ""),
        &[
            ["app", "mobile app", "手机应用"],
            ["web", "web page", "网页"],
            ["store", "shop counter", "门店"],
        ],
    ),
    (
        noun("vehicleKind", "Kind of van", "车型", ""),
        &[
            ["VAN_S", "small van", "小型车"],
            ["VAN_L", "large van", "大型车"],
        ],
    ),
];
pub(in crate::rendered) const NUMBER_CHOICES: &[Choice] = &[
    (
        noun("gender", "Sex", "性别", ""),
        &[
            ["1", "male", "男"],
            ["2", "female", "女"],
            ["3", "not told", "未知"],
        ],
    ),
    (
        noun("bizType", "Line of trade", "业务类型", ""),
        &[
            ["1", "own outlet", "自营"],
            ["2", "licensed outlet", "加盟"],
            ["3", "agent", "代理"],
            ["4", "locker", "自提柜"],
        ],
    ),
    (
        noun("settleMode", "How it is settled", "结算方式", ""),
        &[
            ["0", "daily", "日结"],
            ["1", "weekly", "周结"],
            ["2", "monthly", "月结"],
        ],
    ),
];
/// Fields that no table has.
pub(in crate::rendered) const EXTRAS: &[&str] = &["traceKey", "zone9", "legacyFlag"];
