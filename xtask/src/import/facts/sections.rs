//! What the headings of a page say about what stands below them.

use super::Side;
use crate::import::text::{pattern, plain};

/// What a heading announces.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one a question that is asked of each heading"
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub text: String,
    /// Which side it is about, as far as it says.
    pub side: Option<Side>,
    /// Whether it announces an example.
    pub example: bool,
    /// Whether it is about what went wrong.
    pub failure: bool,
    /// Whether it announces where to call.
    pub url: bool,
    /// Whether it announces how.
    pub method: bool,
    /// Whether it announces headers.
    pub headers: bool,
    /// Whether it is about the envelope's parameters.
    pub param: bool,
}

/// Reads a heading.
pub fn read(heading: &str) -> Section {
    let text = plain(heading).to_lowercase();
    let text = text.trim_start_matches(['-', '•', '·', '●', '*', ' ']);
    let text = text.trim_end_matches([':', ' ']);
    let text = pattern!(r"^(?:step\s*)?[\d一二三四五六七八九十]+(?:\.\d+)*[.、)]?\s*")
        .replace(text, "")
        .into_owned();
    let is = |form: &regex::Regex| form.is_match(&text);
    let response = is(pattern!(
        r"\brespon[sd]e?s?\b|\bresponse|\breturn|\banswer|\boutput\b|\bresults? (?:param|field|body|data|example|sample|key)|^(?:what )?(?:(?:you|we|it|is|are) )*(?:receive[ds]?|gets? back|comes? back)\b|响应|返回|应答|出参|回参|输出"
    ));
    let request = is(pattern!(
        r"\brequest|\binput\b|\bcallback (?:param|body|example|data)|^query$|\bquery (?:string|param)|\bnotif\w+ (?:param|body|example|data|content)|请求|查询参数|query参数|入参|输入|上送|回调参数|通知参数|回调示例|通知示例|回调报文|通知报文"
    ));
    let side = match (request, response) {
        // "Request return", "请求返回" are about what comes back.
        (_, true) => Some(Side::Response),
        (true, false) => Some(Side::Request),
        (false, false) => None,
    };
    let param = is(pattern!(
        r"^(?:biz\s*|business\s*)?params?\b(?:\s*(?:parameters?|paramters?|params?|fields?|description|content|body|参数|字段|说明|参数说明|业务参数))*$|\b(?:of|in|inside|within) (?:the )?param$|^business (?:request )?param[ea]t?ers?\b|业务参数|^param\s*\S{0,4}(?:参数|字段|说明)"
    ));
    Section {
        text: heading.trim().to_owned(),
        side: side.or_else(|| param.then_some(Side::Request)),
        example: is(pattern!(
            r"\bexamples?\b|\bsamples?\b|\bdemo\b|param content|示例|样例|例子|举例|范例|报文"
        )),
        failure: is(pattern!(
            r"\bfail|\berror|\babnormal|\bexception|unsuccessful|失败|错误|异常"
        )),
        url: is(pattern!(
            r"\burls?\b|\buri\b|\bendpoint\b|\b(?:api|request|call|service|interface|access) path\b|^path$|\b(?:interface|request|service|call|api|access) add?ress\b|^address\b|请求地址|接口地址|^地址|接口路径|请求路径|(?:接口|请求|调用)url"
        )) && !is(pattern!(r"example|示例|list")),
        method: is(pattern!(
            r"^(?:(?:http|https|request|call|calling|access|invoke|interface|submit|submission)\s*)*(?:methods?|mode|verb)$|^(?:request|call|http) (?:type|way)$|请求方式|请求方法|^方法$|^方式$|^(?:接口)?(?:调用|提交|访问|传输|推送|通知|回调)(?:方式|方法)$|http方法|请求类型"
        )),
        headers: is(pattern!(r"\bheaders?\b|content-type|请求头|头部")),
        param,
    }
}

/// The side that a heading tells in a sentence: "what you send", "fields you get back". On the page of a notice it is the
/// platform that sends first.
pub fn spoken_side(heading: &str, notice: bool) -> Option<Side> {
    let text = plain(heading).to_lowercase();
    let is = |form: &regex::Regex| form.is_match(&text);
    let back = is(pattern!(
        r"\b(?:send|give|get|come|pass)s? back\b|\brepl(?:y|ies)\b|^results?(?: fields?| data)?$|下送|下行|回执|回复"
    ));
    let forth = is(pattern!(
        r"\b(?:fields?|values?|what|data|params?|parameters?|items?) to (?:send|pass|give|fill|supply|submit)\b|上行|(?:提交|推送|发送)(?:的)?(?:内容|字段|参数|数据|信息)"
    ));
    let merchant = is(pattern!(
        r"\b(?:you|merchants?)\b.{0,20}\b(?:send|pass|give|fill|supply|provide|post|submit)s?\b|\bsent by (?:you|the merchant)\b|(?:你方?|贵方|商户)(?:需要?)?(?:发送|提交|传入|提供|上送)"
    ));
    let platform = is(pattern!(
        r"\b(?:we|(?:the|our) (?:platform|server|wallet|system|side))\b.{0,20}\b(?:send|post|push|give|call|pass)s?\b|\bsent by (?:us|the platform)\b|\b(?:you|merchants?)\b.{0,20}\b(?:get|receive)s?\b|(?:我方|平台)(?:会)?(?:发送|推送)|收到的"
    ));
    match (merchant, platform) {
        _ if back => Some(Side::Response),
        (true, false) if notice => Some(Side::Response),
        (false, true) if !notice => Some(Side::Response),
        (true, false) | (false, true) => Some(Side::Request),
        _ => forth.then_some(Side::Request),
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, spoken_side};

    #[test]
    fn a_heading_may_tell_its_side_in_a_sentence() {
        let (request, response) = (Some(Side::Request), Some(Side::Response));
        for (heading, endpoint, notice) in [
            ("What you send", request, response),
            ("Fields you have to give", request, response),
            ("3. Fields to send, as JSON text", request, request),
            ("4. Fields you get", response, request),
            ("What you get back", response, response),
            ("We send", response, request),
            ("What the platform posts to you", response, request),
            ("Your reply", response, response),
            ("提交字段", request, request),
            ("平台推送的内容", response, request),
            ("Fields of one account", None, None),
            ("Money of the user", None, None),
        ] {
            assert_eq!(spoken_side(heading, false), endpoint, "{heading}");
            assert_eq!(spoken_side(heading, true), notice, "{heading} of a notice");
        }
    }
}
