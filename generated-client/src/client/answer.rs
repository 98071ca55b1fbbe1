//! Reads what the server answered.

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::attempts::Job;
use super::drift;
use super::sign::Signed;
use crate::ErrorCode;
use crate::drift::OnDrift;
use crate::envelope::{self, AnswerError};
use crate::error::{
    ApiError, Call, DecodeError, Error, Hidden, StatusError, header_word, is_blank, not_json,
};
use crate::transport::Reply;
use crate::wire::Wire;

/// Reads what the server answered into `data`, and notes the platform's code.
pub(super) fn read(
    job: &Job<'_>,
    signed: &Signed,
    reply: &Reply,
    code: &mut Option<i64>,
    data: &mut dyn Wire,
    on_drift: Option<&OnDrift>,
) -> Result<(), Error> {
    let (info, request) = (job.info, job.request);
    let call = || Call::new(info);
    let texts = &[signed.sign.as_str(), signed.param.as_str()];
    let all = Hidden { texts, request };
    let status = reply.status.unwrap_or_default();
    if !(200..300).contains(&status) {
        let redirect = reply.redirect.clone();
        let body = (reply.body.as_slice(), reply.header(CONTENT_TYPE.as_str()));
        return Err(StatusError::new(call(), status, redirect, body, &all).into());
    }
    let refused = |reason| DecodeError::new(call(), String::new(), reason, None);
    let content_type = reply.header(CONTENT_TYPE.as_str());
    let encoding = reply.header(CONTENT_ENCODING.as_str());
    let text = text(&reply.body, content_type, encoding, &all).map_err(refused)?;
    let answered = match on_drift {
        None => envelope::answer(info.api, text, data),
        Some(on_drift) => drift::answer(on_drift, info, text, data),
    };
    match answered {
        Ok(()) => {
            *code = Some(info.api.envelope.success);
            Ok(())
        }
        Err(AnswerError::Api {
            code: refused,
            message,
        }) => {
            *code = Some(refused);
            // Not all of the request: a message that names an id of it is what helps most.
            let texts = &[signed.sign.as_str()];
            let hidden = Hidden { texts, request };
            Err(ApiError::new(call(), ErrorCode::from(refused), &message, &hidden).into())
        }
        Err(AnswerError::Decode {
            path,
            reason,
            line,
            column,
        }) => Err(DecodeError::new(call(), path, reason, Some((line, column))).into()),
    }
}

/// The body as text that may be JSON, or what is wrong with it.
fn text<'b>(
    body: &'b [u8],
    content_type: &str,
    encoding: &str,
    hidden: &Hidden<'_>,
) -> Result<&'b str, String> {
    // What was asked for has been unpacked by now, and is no longer named.
    if !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity") {
        let encoding = header_word(encoding, hidden);
        return Err(format!(
            "it is packed as {encoding}, which was not asked for"
        ));
    }
    if body.is_empty() {
        return Err("the body is empty".to_owned());
    }
    let Ok(text) = std::str::from_utf8(body) else {
        return Err("it is not UTF-8".to_owned());
    };
    if text.starts_with('\u{feff}') {
        return Err("it begins with a byte order mark (BOM), which JSON does not allow".to_owned());
    }
    if is_blank(text) {
        return Err("the body is blank".to_owned());
    }
    if let Some(reason) = not_json(text, content_type, hidden) {
        return Err(reason);
    }
    if !may_be_json(content_type) {
        let declared = header_word(content_type, hidden);
        return Err(format!("it is declared as {declared}, not JSON"));
    }
    Ok(text)
}

/// Whether a body of this type may be JSON. Servers that say nothing, or no more than that it is text or bytes, are put up
/// with: what counts then is whether it can be read.
fn may_be_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    matches!(
        essence.as_str(),
        "" | "application/json" | "text/json" | "text/plain" | "application/octet-stream"
    ) || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Nothing;

    #[test]
    fn only_what_is_plainly_something_else_is_refused_by_its_type() {
        for fine in [
            "",
            "application/json",
            "Application/JSON; charset=utf-8",
            "text/json",
            "application/problem+json",
            "text/plain;charset=UTF-8",
            "application/octet-stream",
        ] {
            assert!(may_be_json(fine), "{fine}");
        }
        for other in [
            "text/html",
            "application/xml",
            "image/png",
            "json",
            "text/jsonp",
        ] {
            assert!(!may_be_json(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_json_is_named() {
        let hidden = Hidden {
            texts: &[],
            request: &Nothing {},
        };
        let refused = |body: &str, content_type, encoding| {
            text(body.as_bytes(), content_type, encoding, &hidden).map(str::to_owned)
        };
        for (body, content_type, encoding, reason) in [
            ("", "", "", "the body is empty"),
            (" \r\n", "", "", "the body is blank"),
            ("\0\0\u{7f}", "text/html", "", "the body is blank"),
            (
                "\u{feff}{}",
                "",
                "",
                "it begins with a byte order mark (BOM), which JSON does not allow",
            ),
            (
                " <html><title>Log in</title>",
                "",
                "",
                "it is an HTML page titled `Log in`, not JSON",
            ),
            ("{}", "text/html", "", "it is an HTML page, not JSON"),
            (
                "<?xml version='1.0'?>",
                "",
                "",
                "it is not JSON, but begins: <?xml version='1.0'?>",
            ),
            (
                "Bad\r\nGateway",
                "",
                "",
                "it is not JSON, but begins: Bad Gateway",
            ),
            (
                "{}",
                "application/xml; x",
                "",
                "it is declared as `application/xml`, not JSON",
            ),
            (
                "{}",
                "",
                "br",
                "it is packed as `br`, which was not asked for",
            ),
            (
                "{}",
                "",
                "gzip\u{1b}, br",
                "it is packed as `gzip`, which was not asked for",
            ),
        ] {
            assert_eq!(
                refused(body, content_type, encoding),
                Err(reason.to_owned())
            );
        }
        for json in ["{}", "\n[1]", "null", "-1", "\"a\"", "true"] {
            assert_eq!(
                text(json.as_bytes(), "text/plain", "Identity", &hidden),
                Ok(json)
            );
        }
    }
}
