//! Whether a field has to stand in an example.

use crate::import::{
    facts::{Field, Required},
    text::{pattern, plain},
};

/// Whether an example may lack a field: its cell says so, or its description that it comes with some calls only. A field
/// that is `sent` has to be there only where a cell says so.
pub fn may_lack(field: &Field, sent: bool) -> bool {
    match field.required {
        Required::No => true,
        Required::Unstated if sent => true,
        _ if field.required_if.is_some() => true,
        Required::Yes => false,
        Required::Lost | Required::Unstated => comes_sometimes(&field.description),
    }
}

/// Whether a description says that its field comes with some calls only.
fn comes_sometimes(description: &str) -> bool {
    let text = plain(description).to_lowercase();
    let forms = [
        pattern!(
            r"\bonly (?:for|if|when|in|with|after|once|on|present|returned|given|set|sent|exists?|filled|has)\b"
        ),
        pattern!(
            r"(?:^|[.,;:(]\s*|\bis |\bonly )(?:present|returned|given|set|sent|exists?|filled|appears?|available|comes|shown|there|provided)(?: back)? (?:only\b|if\b|when\b|unless\b|in case\b|once\b|for (?:\w+ ){0,3}(?:only|orders?|payments?|transactions?|status|type))"
        ),
        pattern!(
            r"\b(?:absent|omitted|missing|left out|not (?:present|returned|given|set|sent|there))\b"
        ),
        pattern!(r"\b(?:for|in|with) [\w ,/]{2,40} only\b"),
        pattern!(r"\bif (?:any|applicable|available|present|there is)\b|\boptional\b"),
        pattern!(r"\b(?:may|can) (?:not )?be (?:absent|empty|null|missing|omitted)\b"),
        pattern!(
            r"仅[^,.;。，；]{1,30}(?:时|返回|有|存在)|仅(?:当|在|限)|(?:时|才|后)(?:会)?(?:才)?(?:返回|有值|存在|有$|出现|携带)|只有[^,.;。]{1,30}(?:有|返回)|可能(?:为空|不返回|没有|不存在)|(?:若|如)有|可选|非必返|不一定返回|否则不返回"
        ),
    ];
    forms.iter().any(|form| form.is_match(&text))
}

#[cfg(test)]
mod tests {
    use super::comes_sometimes;

    #[test]
    fn descriptions_say_whether_a_field_comes_with_some_calls_only() {
        for (description, sometimes) in [
            ("Other side, only for TRANSFER", true),
            ("Why it failed; returned when status is FAILED", true),
            ("Coupon, if any", true),
            ("For refunds only", true),
            ("Absent before the payment", true),
            ("失败原因，仅失败时返回", true),
            ("退款单号，退款成功后才有值", true),
            ("可能为空", true),
            ("The only wallet of the payer", false),
            ("Time when it was paid", false),
            ("Whether the order is set for delivery", false),
            ("The number returned when the order was created", false),
            ("交易时间", false),
            ("返回码", false),
        ] {
            assert_eq!(comes_sometimes(description), sometimes, "{description}");
        }
    }
}
