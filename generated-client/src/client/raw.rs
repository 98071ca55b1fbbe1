//! The answer as it came, beside what was made of it.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::sending::{Sending, Work};
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::transport::Reply;
use crate::wire::Wire;

impl<'c, T: Wire + 'static> Sending<'c, T> {
    /// Gives the answer as it came, too: its status, headers and body, however the call ends. For finding out what a
    /// server does; see [`RawAnswer`] for what it shows.
    ///
    /// Times and retries are set before. The body is not copied: it is handed on instead of being dropped.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: wallet_client::Client) -> Result<(), wallet_client::Error> {
    /// let answer = client.wallet_balance().size(1).send().raw().await;
    /// println!("{:?}, {} bytes", answer.status(), answer.body().len());
    /// println!("served by {}", answer.header("server").unwrap_or("nobody who says so"));
    /// let page = answer.result?;
    /// # let _ = page;
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(self) -> RawSending<'c, T> {
        let info = self.info;
        let work = async move {
            let mut reply = Reply::default();
            let result = match self.unsent {
                Some(unsent) => {
                    let mut data = T::blank();
                    let made = unsent.make(&mut data, Some(&mut reply)).await;
                    made.map(|()| data)
                }
                // Under way already: it is too late to ask for more.
                None => self.await,
            };
            RawAnswer { result, reply }
        };
        RawSending {
            info,
            work: Box::pin(work),
        }
    }
}

/// A call on its way whose answer is wanted as it came, too; made by [`Sending::raw`]. Nothing is sent before it is
/// awaited; dropping it gives the call up.
#[must_use = "a call does nothing until it is awaited"]
pub struct RawSending<'c, T> {
    pub(super) info: &'static OperationInfo,
    work: Work<'c, RawAnswer<T>>,
}

impl<T> Future for RawSending<'_, T> {
    type Output = RawAnswer<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.work.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for RawSending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawSending")
            .field("operation", &self.info.name)
            .finish_non_exhaustive()
    }
}

/// How a call ended, and what the server answered to its last attempt.
///
/// Unlike everything else in this crate, headers and body are shown as they came, *sensitive* values included, because
/// that is what they were asked for. Keep them out of logs. [`Debug`] tells no more of them than their size.
///
/// If that attempt was not answered (no connection, say), there is neither status nor header, and the body is empty. If
/// the answer broke off or took too long, the body is what came of it.
#[must_use = "whether the call worked is in its `result`"]
#[non_exhaustive]
pub struct RawAnswer<T> {
    /// What awaiting the call itself gives.
    pub result: Result<T, Error>,
    reply: Reply,
}

impl<T> RawAnswer<T> {
    #[cfg(feature = "blocking")]
    pub(super) fn unanswered(error: Error) -> Self {
        Self {
            result: Err(error),
            reply: Reply::default(),
        }
    }

    /// The HTTP status, such as 200, if an answer began.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.reply.status
    }

    /// The first header of this name, in any case, as text; `None` if there is none, or it holds more than visible
    /// ASCII characters, blanks and tabs.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.reply.headers.get(name)?.to_str().ok()
    }

    /// All headers, names in lower case. Those of one name keep their order. `content-length` and `content-encoding` are
    /// missing where the body came packed.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let headers = self.reply.headers.iter();
        headers.map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The body's bytes, unpacked. With a status other than 2xx no more than the first 4 KiB are read.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The body as text, with `\u{fffd}` in place of what is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.reply.body)
    }

    /// The body's bytes, to keep.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.reply.body
    }
}

impl<T: fmt::Debug> fmt::Debug for RawAnswer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("result", &self.result)
            .field("status", &self.reply.status)
            .field("headers", &self.reply.headers.len())
            .field("body_bytes", &self.reply.body.len())
            .finish_non_exhaustive()
    }
}
