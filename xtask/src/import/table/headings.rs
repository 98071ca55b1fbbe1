//! Headings that are known even where nothing marks them.

use crate::import::text::{is_chinese, pattern, plain};

/// Headings that are known even where nothing marks them.
pub(super) const HEADINGS: &[&str] = &[
    "url",
    "request url",
    "method",
    "request method",
    "http method",
    "request header",
    "request headers",
    "content-type",
    "request param",
    "request params",
    "request parameter",
    "request parameters",
    "request body",
    "request body param",
    "request body parameters",
    "request body params",
    "param",
    "params",
    "param parameters",
    "response",
    "response param",
    "response params",
    "response parameters",
    "response body",
    "request example",
    "request body example",
    "param content",
    "response example",
    "response data body",
    "example",
    "examples",
    "description",
    "brief description",
    "callback example",
    "code collection",
    "failed response example",
    "http request info",
    "data",
    "data parameters",
    "list parameters",
    "business notes",
    "file description",
    "return parameters",
    "return example",
    "error code",
    "error codes",
    "remark",
    "item parameter description",
    "successful response example",
    "response result",
    "header",
    "address",
    "answer",
    "body",
];

/// Whether a line is one of the headings that every page has.
#[must_use]
pub fn is_known_heading(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    let bare = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ' ' | '-' | '、' | '*')
    });
    let bare = bare.trim_end_matches([':', ' ', '.', '*']);
    HEADINGS.contains(&bare)
        || is_english_heading(bare)
        || is_example_heading(bare)
        || is_chinese_heading(bare)
}

/// Whether a line is put together from the words of which headings are: "request parameter list", "call mode".
fn is_english_heading(text: &str) -> bool {
    let text = pattern!(r"\s*\([^()]*\)$").replace(text, "");
    text.len() <= 40
        && pattern!(
            r"^(?:(?:http|https|request|response|return|call|calling|service|interface|api|access|invoke|business|biz|public|common|system|input|output|callback|notify|notification|submit|submission) )+(?:url|uri|path|add?ress|endpoint|method|mode|verb|way|headers?|body|params?|param[ae]?t?ers?|fields?|data|examples?|samples?)(?: (?:params?|parameters?|fields?|data|list|table|body|description|explanation|definition|details?|examples?|samples?))*$"
        )
        .is_match(&text)
}

/// Whether a line announces an example, and nothing else: "request example", "sample of response".
pub(super) fn is_example_heading(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    let text = text.trim_end_matches([':', ' ']);
    pattern!(
        r"^(?:fail|failed|failure|error|success|successful) (?:examples?|samples?|demo)$|^(?:(?:fail|failed|failure|error|success|successful) )?(?:request|response|return|input|output|callback|notification|answer|body|param)(?: (?:body|data|param|params|parameters?))?(?: json)? (?:examples?|samples?|demo)$|^(?:json )?(?:examples?|samples?|demo)(?: (?:of|for))?(?: (?:the|an?))? (?:(?:failed|failure|error|success|successful) )?(?:request|response|return|input|output|callback|notification|answer|body|param)(?: (?:body|data))?$"
    )
    .is_match(text)
}

/// Whether a line is one of the headings that Chinese pages have.
fn is_chinese_heading(text: &str) -> bool {
    let chinese = text.chars().filter(|c| is_chinese(*c)).count();
    let plain = pattern!(
        r"^(?:http)?(?:接口|简要|简介)?(?:请求|响应|返回|应答|回调|通知|业务|公共|失败|成功|异常|错误)?(?:url|地址|方式|方法|头|体|参数|数据|结果|报文|消息|描述|说明)?(?:参数|数据体|体|体参数|示例|说明|样例|例子|列表|url)?$"
    );
    chinese >= 2 && text.chars().count() <= 12 && plain.is_match(text) && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_known_heading;

    #[test]
    fn headings_are_told_from_sentences() {
        for text in [
            "Request URL",
            "2.1 Request parameters:",
            "- Request mode",
            "Call mode",
            "Interface address",
            "Request Adress",
            "Request parameter list (inside of param)",
            "Business input fields",
            "Sample request",
            "Example of a response",
            "Error response example",
            "Fail example",
            "EXAMPLE RESPONSE",
            "Sample of the request body",
            "接口地址",
        ] {
            assert!(is_known_heading(text), "{text}");
        }
        for text in [
            "POST",
            "Transfer between members",
            "The request parameters are below",
            "Request a refund",
            "Service fee",
            "Failed examples are below",
            "Business type",
            "Return code",
            "input",
        ] {
            assert!(!is_known_heading(text), "{text}");
        }
    }
}
