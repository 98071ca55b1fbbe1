//! Descriptions, and what each is to be read as.

use super::{condition, default, default_among, limits, values::listed};
use crate::import::{table::words::Base, text::plain};

/// A description of a field of this name and type, and the values that it lists.
const VALUES: &[(&str, &str, Base, &[&str])] = &[
    (
        "state (PENDING,COMPLETED , FAILED )",
        "state",
        Base::Text,
        &["PENDING", "COMPLETED", "FAILED"],
    ),
    (
        "Only with FAILED: A01 account closed; A02 name is not the same",
        "failCode",
        Base::Text,
        &["A01", "A02"],
    ),
    (
        "仅失败时返回：E1 余额不足；E2 账户冻结",
        "failCode",
        Base::Text,
        &["E1", "E2"],
    ),
    (
        "The bank, only when channel is: BANK or COUNTER",
        "bankCode",
        Base::Text,
        &[],
    ),
    (
        "state(PENDING , FAILED",
        "state",
        Base::Text,
        &["PENDING", "FAILED"],
    ),
    (
        "kind (TOP_UP(Top-up), CASH_IN(Receipt))",
        "kind",
        Base::Text,
        &["TOP_UP", "CASH_IN"],
    ),
    (
        "how the payee is named: 1wallet uuid2mobile3bank account",
        "payeeKind",
        Base::Int32,
        &["1", "2", "3"],
    ),
    (
        "0 all or nothing1 line by line",
        "mode",
        Base::Int32,
        &["0", "1"],
    ),
    ("signed by sha1 or sha2 of it", "mode", Base::Int32, &[]),
    (
        "`1` paid out; `2` returned by the bank; `3` stopped by risk control",
        "result",
        Base::Int32,
        &["1", "2", "3"],
    ),
    (
        "1 | customer wish; 2 | wrong goods; 3 | double payment",
        "reason",
        Base::Int32,
        &["1", "2", "3"],
    ),
    ("状态,可用值:0,1,9", "state", Base::Int32, &["0", "1", "9"]),
    (
        "scheme, 'PPCASH','VIP'",
        "scheme",
        Base::Text,
        &["PPCASH", "VIP"],
    ),
    (
        "Level: Basic (papers only) / Full (papers and face) / None (not checked)",
        "level",
        Base::Text,
        &["Basic", "Full", "None"],
    ),
    (
        "车型(VAN_S:小型车 VAN_L:大型车)",
        "vehicleKind",
        Base::Text,
        &["VAN_S", "VAN_L"],
    ),
    (
        "车型，可取VAN_S、VAN_L",
        "vehicleKind",
        Base::Text,
        &["VAN_S", "VAN_L"],
    ),
    (
        "Where it comes from, one of app, web, store",
        "source",
        Base::Text,
        &["app", "web", "store"],
    ),
    (
        "Level of checks: Basic - papers only, Full - papers and face, None - not checked",
        "level",
        Base::Text,
        &["Basic", "Full", "None"],
    ),
    (
        "Mode: 1 (daily) / 2 (weekly). If not given, 2 is used",
        "mode",
        Base::Int32,
        &["1", "2"],
    ),
    (
        "trade, 1、Own shop 2、Licensed shop",
        "trade",
        Base::Int32,
        &["1", "2"],
    ),
    (
        "payer,1.rider 2.Recipient",
        "payer",
        Base::Int32,
        &["1", "2"],
    ),
    (
        "Only 1=disbursement, 2=payment are supported",
        "transType",
        Base::Int32,
        &["1", "2"],
    ),
    (
        "One of: 01 (buyer changed mind), 02 (goods broken), 99 (other)",
        "reasonCode",
        Base::Text,
        &["01", "02", "99"],
    ),
    (
        "way to pay, 'PROMPTPAY','WALLETQR''CARDQR'",
        "payChannel",
        Base::Text,
        &["PROMPTPAY", "WALLETQR", "CARDQR"],
    ),
    (
        "Male: 1; Female: 0; Other: 2",
        "gender",
        Base::Int32,
        &["1", "0", "2"],
    ),
    ("性别 男：1；女：0", "gender", Base::Int32, &["1", "0"]),
    (
        "语言，取值：th、en、zh，默认th",
        "language",
        Base::Text,
        &["th", "en", "zh"],
    ),
    ("Value is A1 or B1", "way", Base::Text, &["A1", "B1"]),
    (
        "State:PENDING,COMPLETE,FAILED",
        "state",
        Base::Text,
        &["PENDING", "COMPLETE", "FAILED"],
    ),
    (
        "one of LOW / MIDDLE / HIGH",
        "priority",
        Base::Text,
        &["LOW", "MIDDLE", "HIGH"],
    ),
    (
        "Event(1.pay.success 2.pay.failed)",
        "eventName",
        Base::Text,
        &["pay.success", "pay.failed"],
    ),
    (
        "渠道：QR_STATIC、QR_DYNAMIC",
        "channel",
        Base::Text,
        &["QR_STATIC", "QR_DYNAMIC"],
    ),
    (
        "状态 PENDING:处理中 FAILED:失败",
        "status",
        Base::Text,
        &["PENDING", "FAILED"],
    ),
    (
        "核销途径 ONLINE,OFFLINE",
        "clearSource",
        Base::Text,
        &["ONLINE", "OFFLINE"],
    ),
    (
        "state(PENDINGCOMPLETED",
        "status",
        Base::Text,
        &["PENDING", "COMPLETED"],
    ),
    (
        "range (LOW, MIDDLEHIGH)",
        "income",
        Base::Text,
        &["LOW", "MIDDLE", "HIGH"],
    ),
    (
        "event( qr.pay.successqr.pay.failed",
        "eventName",
        Base::Text,
        &["qr.pay.success", "qr.pay.failed"],
    ),
    (
        "缴费状态 S - 成功，F - 失败，P - 处理中",
        "payStatus",
        Base::Text,
        &["S", "F", "P"],
    ),
    (
        "Current state 10 = new, 20 = paid",
        "state",
        Base::Int32,
        &["10", "20"],
    ),
    // What only looks like a list.
    ("fixed value THAI_QR", "channelCode", Base::Text, &[]),
    ("Fixed: THB", "currency", Base::Text, &[]),
    ("固定值10000", "code", Base::Int32, &[]),
    ("state (e.g. PENDING, FAILED)", "state", Base::Text, &[]),
    ("Bank (KBANK, SCB, etc.)", "bank", Base::Text, &[]),
    (
        "phone (06,08,09+8 digits (10 in all) fixed line: 02,03+7 digits)",
        "mobile",
        Base::Text,
        &[],
    ),
    ("day(yyyy-MM-dd)", "day", Base::Text, &[]),
    (
        "region(1-50 digits);letters and digits",
        "regionNo",
        Base::Text,
        &[],
    ),
    (
        "sum (in cents, e.g. 500 THB = 50000)",
        "amount",
        Base::Int64,
        &[],
    ),
    (
        "number, format: letters + digits, 1-32 characters",
        "orderId",
        Base::Text,
        &[],
    ),
    (
        "Time in milliseconds (13 digits)",
        "timestamp",
        Base::Int64,
        &[],
    ),
];

#[test]
fn values_are_told_from_what_only_looks_like_them() {
    for (text, name, base, expected) in VALUES {
        let found = listed(&plain(text), name, *base, &[]);
        let found: Vec<String> = found
            .map(|found| found.items.into_iter().map(|item| item.value).collect())
            .unwrap_or_default();
        assert_eq!(found, *expected, "{text}");
    }
}

/// A description of a field of this type, and its limits.
const LIMITS: &[(&str, Base, Option<i64>, Option<i64>)] = &[
    (
        "rows, at least 7 and at most 540",
        Base::Int32,
        Some(7),
        Some(540),
    ),
    (
        "number, letters and digits, max length 32",
        Base::Text,
        None,
        Some(32),
    ),
    (
        "Merchant order id 1-32 characters",
        Base::Text,
        Some(1),
        Some(32),
    ),
    ("region(1-50 digits)", Base::Text, Some(1), Some(50)),
    ("max length 32(Select one)", Base::Text, None, Some(32)),
    (
        "what is wrong,Up to 500 characters",
        Base::Text,
        None,
        Some(500),
    ),
    ("原因，不超过200个字符", Base::Text, None, Some(200)),
    ("number, fixed length 12", Base::Text, Some(12), Some(12)),
    (
        "phone: 06,08,09+8 digits (10 digits in total)",
        Base::Text,
        None,
        None,
    ),
    (
        "Rows (default: 15, max: 10,000)",
        Base::Int32,
        None,
        Some(10_000),
    ),
    (
        "条数(不传默认为15条,单页最大条数10000)",
        Base::Int32,
        None,
        Some(10_000),
    ),
    (
        "life,from 30 to 3600,default is 3600",
        Base::Int32,
        Some(30),
        Some(3600),
    ),
    (
        "seconds (minimum 60s, maximum 3600s)",
        Base::Int32,
        Some(60),
        Some(3600),
    ),
    (
        "Rows on a page, no more than 500",
        Base::Int32,
        None,
        Some(500),
    ),
    (
        "the least is the min amount 20 peso (unit: cents)",
        Base::Int32,
        None,
        None,
    ),
    ("pictures ,Maximum five", Base::List, None, Some(5)),
    ("编号，最多100个", Base::List, None, Some(100)),
    ("How many, 1 to 200", Base::Int32, Some(1), Some(200)),
    (
        "金额，最低 10000，最高 20000000",
        Base::Int64,
        Some(10_000),
        Some(20_000_000),
    ),
    (
        "sum, lowest 5, highest 900",
        Base::Int64,
        Some(5),
        Some(900),
    ),
];

#[test]
fn values_that_stand_together_are_told() {
    for (text, glued) in [
        ("1原路退回2退到钱包3线下退款", true),
        ("0 all or nothing1 line by line", true),
        ("1 personal 2 business", false),
        ("1 原路 2 钱包", false),
        ("1原路;2钱包", false),
    ] {
        let found = listed(&plain(text), "mode", Base::Int32, &[]);
        assert_eq!(found.map(|found| found.glued), Some(glued), "{text}");
    }
}

#[test]
fn limits_are_read_by_what_they_limit() {
    for (text, base, low, high) in LIMITS {
        let found = limits(&plain(text), *base);
        assert_eq!((found.low, found.high), (*low, *high), "{text}");
    }
}

#[test]
fn limits_of_numbers_with_a_point_count_their_last_digit() {
    for (text, low, high, scale) in [
        (
            "In THB, two decimals, 0.01 ~ 200000.00",
            Some(1),
            Some(20_000_000),
            2,
        ),
        (
            "sum in baht, min 20 baht, max 5,000.5 baht",
            Some(200),
            Some(50_005),
            1,
        ),
        ("金额（元），最小0.1", Some(1), None, 1),
        ("at most 100", None, Some(100), 0),
        ("must be greater than 0", None, None, 0),
        ("amount, up to two decimals", None, None, 0),
    ] {
        let found = limits(&plain(text), Base::Decimal);
        assert_eq!(
            (found.low, found.high, found.scale),
            (low, high, scale),
            "{text}"
        );
    }
}

#[test]
fn defaults_conditions_and_forms_of_dates_are_read() {
    for (text, expected) in [
        ("(default: 15, max: 10,000)", Some("15")),
        ("If not filled,default - 1.Own shop", Some("1")),
        ("(If not filled,default 'PPCASH')", Some("PPCASH")),
        ("不传默认为第1页", Some("1")),
        ("times, maximum 620, if not given, 6 is used", Some("6")),
        ("whether, default false", Some("false")),
        ("the default is 3600s", Some("3600")),
        ("what is bought, `THB` by default", Some("THB")),
        ("语言，取值：th、en，默认th", Some("th")),
        ("备注，默认值：系统冻结", Some("系统冻结")),
        ("备注，默认为系统时间", None),
        ("no such thing", None),
    ] {
        assert_eq!(default(&plain(text)).as_deref(), expected, "{text}");
    }
    for (text, expected) in [
        ("Default is Full", Some("Full")),
        ("web by default", Some("web")),
        ("If not given, web is used", Some("web")),
        ("默认Full", Some("Full")),
        ("default as stored", None),
    ] {
        let values = ["web", "Full"].into_iter();
        assert_eq!(
            default_among(&plain(text), values).as_deref(),
            expected,
            "{text}"
        );
    }
    for (text, expected) in [
        (
            "wallet. require if payMethod is EWALLET",
            Some("payMethod is EWALLET"),
        ),
        (
            "Must be given if cod is true, unit: satang",
            Some("cod is true"),
        ),
        (
            "When the payer is not a rider, it is required. More",
            Some("the payer is not a rider"),
        ),
        (
            "For channelCode is QR_A is Mandatory",
            Some("channelCode is QR_A"),
        ),
        ("当freezeType为2时必填", Some("freezeType为2")),
        ("如果source为app，则必填", Some("source为app")),
        ("required if way=A1, else ignored", Some("way=A1")),
        ("It is not required if there is another", None),
        ("required", None),
    ] {
        assert_eq!(
            condition(&plain(text)).map(|found| found.text).as_deref(),
            expected,
            "{text}"
        );
    }
}
