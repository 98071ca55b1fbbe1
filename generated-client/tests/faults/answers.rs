//! What servers send, made byte by byte from RFC 9112 (HTTP/1.1), RFC 1952 and RFC 1951 (gzip).

use crate::server::{Answer, Step};

const MIB: usize = 1024 * 1024;
/// How much a server that will not end sends before it ends nevertheless: should a client take all of it, the machine is to
/// survive that.
const AS_GOOD_AS_ENDLESS: usize = 256 * MIB;

/// The data of a right answer to `wallet_balance`.
pub const DATA: &str = r#"{"total":0,"size":15,"current":1,"totalBalance":0,"totalBaseBalance":0,"totalWithdrawThreshold":0,"list":[]}"#;

/// The head of an answer, each header a line.
pub fn head(status: &str, headers: &[&str]) -> Vec<u8> {
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n").into_bytes()
}

/// A whole answer. Its length is added to the headers.
pub fn http(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = format!("content-length: {}", body.len());
    let headers: Vec<_> = headers.iter().copied().chain([&*length]).collect();
    [&head(status, &headers), body].concat()
}

/// A whole answer, sent properly.
pub fn whole(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Answer {
    vec![Step::Send(http(status, headers, body))]
}

/// A whole answer, after which the connection is kept for the next request.
pub fn keep(body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    vec![Step::Send([head.as_bytes(), body].concat()), Step::Keep]
}

/// Status 200 and a body that calls itself JSON.
pub fn json(body: impl AsRef<[u8]>) -> Answer {
    whole("200 OK", &["content-type: application/json"], body)
}

/// A right answer.
pub fn success() -> Answer {
    json(envelope(DATA))
}

/// A refusal by the platform, with further headers.
pub fn refusal(code: &str, headers: &[&str]) -> Answer {
    let body = format!(r#"{{"code":{code},"message":"no","data":null}}"#);
    whole("200 OK", headers, body)
}

/// Success with these data, as JSON.
pub fn envelope(data: &str) -> String {
    format!(r#"{{"code":10000,"message":"Success","data":{data}}}"#)
}

/// A chunked body that never ends.
pub fn endless_chunks() -> Answer {
    let chunk = [b"4000\r\n".to_vec(), vec![b' '; 0x4000], b"\r\n".to_vec()].concat();
    let headers = [
        "content-type: application/json",
        "transfer-encoding: chunked",
    ];
    endless(&headers, b"", &chunk, 0x4000)
}

/// A body without a length that never ends.
pub fn endless_body() -> Answer {
    endless(
        &["content-type: application/json"],
        b"",
        &[b' '; 0x4000],
        0x4000,
    )
}

/// A body that unpacks to 159 times its size, and never ends.
pub fn gzip_bomb() -> Answer {
    // RFC 1952, 2.3: magic number, deflate, no flags, no time, nothing special, unknown system.
    let mut start = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // RFC 1951, 3.2.6: a block with the fixed codes, a blank, and then "258 more of the byte before" without end.
    let more = "11000101".to_owned() + "00000";
    // With one of these the beginning fills whole bytes, and eight of them do, too.
    start.extend(bits(&("010".to_owned() + "01010000" + &more)));
    let again = bits(&more.repeat(8)).repeat(1000);
    let headers = ["content-type: application/json", "content-encoding: gzip"];
    endless(&headers, &start, &again, 8 * 258 * 1000)
}

/// `again` comes over and over; it stands for `size` bytes of the body.
fn endless(headers: &[&str], start: &[u8], again: &[u8], size: usize) -> Answer {
    vec![
        Step::Send([&head("200 OK", headers), start].concat()),
        Step::Repeat(again.to_vec(), AS_GOOD_AS_ENDLESS / size),
    ]
}

/// Packs zeros and ones into bytes, the first one lowest (RFC 1951, 3.1.1).
fn bits(bits: &str) -> Vec<u8> {
    let bytes = bits.as_bytes().chunks(8);
    let byte = |bits: &[u8]| {
        bits.iter()
            .rev()
            .fold(0, |byte, bit| byte << 1 | (bit - b'0'))
    };
    bytes.map(byte).collect()
}
