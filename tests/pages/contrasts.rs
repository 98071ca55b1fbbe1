//! Contradictions: each is told once and in its place, and what only looks like one is not.

use xtask::import::Facts;

/// A page without any.
const PAGE: &str = include_str!("contrasts/page.md");

/// A change of the page, and what is told then: `tag path`, or `only path` for what the example alone has.
const CHANGES: &[(&str, &str, &[&str])] = &[
    // Times.
    (
        "1716282003127",
        "1716282003",
        &["ts-seconds request.timestamp"],
    ),
    ("| Milliseconds |", "| Time of the call |", &[]),
    // Types.
    (
        r#"\"amount\":5"#,
        r#"\"amount\":\"5\""#,
        &["type-example request.amount"],
    ),
    (
        r#"\"amount\":5"#,
        r#"\"amount\":5.5"#,
        &["type-example request.amount"],
    ),
    (
        r#"\"voucherNo\":\"V1\""#,
        r#"\"voucherNo\":12"#,
        &["type-example request.voucherNo"],
    ),
    (r#"\"voucherNo\":\"V1\""#, r#"\"voucherNo\":null"#, &[]),
    (
        r#"\"active\":true"#,
        r#"\"active\":\"true\""#,
        &["type-example request.active"],
    ),
    (
        r#"\"tags\":[\"a\"]"#,
        r#"\"tags\":\"a\""#,
        &["type-example request.tags"],
    ),
    (
        r#"\"tags\":[\"a\"]"#,
        r#"\"tags\":[1]"#,
        &["type-example request.tags"],
    ),
    (r#"\"tags\":[\"a\"]"#, r#"\"tags\":[]"#, &[]),
    (
        r#""total":10"#,
        r#""total":"10""#,
        &["type-example response.data.total"],
    ),
    (
        "| data | object |",
        "| data | List |",
        &["type-example response.data"],
    ),
    // What an example lacks, or has alone.
    (
        r#"\"voucherNo\":\"V1\","#,
        "",
        &["missing-in-example request.voucherNo"],
    ),
    (r#"\"active\":true,"#, "", &[]),
    (
        r#"\"uuid\":\"U1\","#,
        "",
        &["missing-in-example request.payer.uuid"],
    ),
    (
        r#""lineNo":2,"#,
        "",
        &["missing-in-example response.data.rows[].lineNo"],
    ),
    (
        "| sku | string | article |",
        "| sku | string | article |\n| gift | string | only for gifts |",
        &[],
    ),
    (
        "| sku | string | article |",
        "| sku | string | article |\n| gift | string | name of the gift |",
        &["missing-in-example response.data.rows[].gift"],
    ),
    (
        r#"\"amount\":5"#,
        r#"\"amount\":5,\"memo\":\"x\""#,
        &["only request.memo"],
    ),
    (
        r#""sku":"a""#,
        r#""sku":"a","qty":{"a":[{"b":1}]}"#,
        &[
            "only response.data.rows[].qty",
            "only response.data.rows[].qty.a",
            "only response.data.rows[].qty.a[].b",
        ],
    ),
    // Names.
    (
        r#"\"voucherNo\""#,
        r#"\"voucherno\""#,
        &["name-case request.voucherNo"],
    ),
    (
        r#"\"voucherNo\""#,
        r#"\"voucherCode\""#,
        &["name-differs request.voucherNo"],
    ),
    (
        r#"\"voucherNo\":\"V1\",\"state\""#,
        r#"\"couponNo\":\"V1\",\"state\""#,
        &["name-differs request.voucherNo"],
    ),
    (
        r#"\"voucherNo\":\"V1\",\"state\":\"OPEN\""#,
        r#"\"state\":\"OPEN\",\"couponNo\":\"V1\""#,
        &[
            "missing-in-example request.voucherNo",
            "only request.couponNo",
        ],
    ),
    (
        r#"\"startTime\""#,
        r#"\"start_time\""#,
        &["name-differs request.startTime"],
    ),
    (
        r#"\"startTime\""#,
        r#"\"endTime\""#,
        &[
            "missing-in-example request.startTime",
            "only request.endTime",
        ],
    ),
    (
        r#""message":"Success""#,
        r#""msg":"Success""#,
        &["name-differs response.message"],
    ),
    // Values.
    (r#"\"OPEN\""#, r#"\"Open\""#, &["enum-case request.state"]),
    // A row against itself.
    (
        "| Number of the voucher |",
        "| Number of the voucher; if empty, one is made |",
        &["required-conflict request.voucherNo"],
    ),
    (
        "| Number of the voucher |",
        "| Number of the voucher, at most 40 characters |",
        &["range-conflict request.voucherNo"],
    ),
    (
        "| Number of the voucher |",
        "| Number of the voucher, at most 32 characters |",
        &[],
    ),
    (
        "| active | No | boolean |",
        "| active | | boolean |",
        &["cell-missing request.active"],
    ),
    (
        "| active | No | boolean |",
        "| active | No | boolen |",
        &["type-odd request.active"],
    ),
    // Where to call.
    ("- POST\n", "", &["method-lost"]),
    ("- POST\n", "- post\n", &[]),
    ("{domain}/open-api", "{domain} /open-api", &["path-odd"]),
    ("{domain}/open-api", "{domain}/open-api/", &["path-odd"]),
    ("{domain}/open-api", "https://api.example.com/open-api", &[]),
    // Examples as a whole.
    (
        r#""total":10,"#,
        "\"total\":10, // cents\n",
        &["json-invalid response"],
    ),
    (
        r#""total":10,"#,
        r#""total":ten,"#,
        &["json-invalid response", "type-example response.data.total"],
    ),
    (r#"{"code":10000,"#, "// an answer\n{\"code\":10000,", &[]),
    (
        r#"{"appId":"a""#,
        "curl -X POST https://h.example.com/open-api/voucher/create -d '\n{\"appId\":\"a\"",
        &[],
    ),
    (
        "## Response Example\n",
        "## Response Example\n\n## Notes\n\nNone.\n",
        &[],
    ),
    (
        "## Request Example\n",
        "## Response Example: none found\n\n## Request Example\n",
        &[],
    ),
    (
        r#"\"amount\":5"#,
        r#"\"amount\":,"#,
        &["json-invalid request"],
    ),
];

/// What the page says, and the page without a part of it.
const PARTS: &[(&str, &str, &[&str])] = &[
    ("## Response Example", "", &[]),
    ("```json\n{\"code\"", "", &["example-lost response"]),
    (
        "```json\n{\"appId\"",
        "## Response\n",
        &["example-lost request"],
    ),
    (
        "| code | int",
        "| voucherNo | string |",
        &[
            "no-envelope",
            "only response.code",
            "only response.message",
            "only response.data",
        ],
    ),
    (
        "### data",
        "## Response Example",
        &[
            "only response.data.voucherNo",
            "only response.data.total",
            "only response.data.rows",
            "only response.data.rows[].lineNo",
            "only response.data.rows[].sku",
            "only response.data.rows[].createTime",
        ],
    ),
];

#[test]
fn each_contradiction_is_told_once_and_in_its_place() {
    assert_eq!(told(PAGE), Vec::<String>::new());
    let mut wrong = Vec::new();
    for (from, to, expected) in CHANGES {
        assert!(PAGE.contains(from), "{from}");
        wrong.extend(differs(&PAGE.replacen(from, to, 1), expected, to));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_page_lacks_is_told_once() {
    let mut wrong = Vec::new();
    for (from, to, expected) in PARTS {
        let at = PAGE.find(from).unwrap_or_else(|| panic!("{from}"));
        let rest = if to.is_empty() {
            PAGE.len()
        } else {
            PAGE.find(to).unwrap()
        };
        let page = format!("{}{}", &PAGE[..at], &PAGE[rest..]);
        wrong.extend(differs(&page, expected, from));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is told of a page, if it is not what is expected.
fn differs(page: &str, expected: &[&str], change: &str) -> Option<String> {
    let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    expected.sort();
    let told = told(page);
    (told != expected).then(|| format!("{change}: {told:?}, not {expected:?}"))
}

/// What a page's facts tell, but for what is a matter of opinion.
fn told(page: &str) -> Vec<String> {
    let facts: Facts = crate::read("page.md", page.as_bytes());
    let soft = ["value-conflict", "length-meaning", "unit", "format"];
    let notes = facts
        .inconsistencies
        .iter()
        .filter(|one| !soft.contains(&one.tag));
    let lines = notes.flat_map(|one| {
        let line = |path: &String| format!("{} {path}", one.tag);
        let alone = one.paths.is_empty().then(|| one.tag.to_owned());
        one.paths.iter().map(line).chain(alone)
    });
    let only = facts
        .example_only
        .iter()
        .map(|only| format!("only {}", only.path));
    let mut told: Vec<String> = lines.chain(only).collect();
    told.sort();
    told
}
