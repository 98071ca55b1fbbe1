//! A call that is under way: made by whoever polls the stream, or by a task of its own.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::Instrument as _;

use crate::client::Work;
use crate::error::{self, Error, RuntimeError};
use crate::operation::OperationInfo;
use crate::wire::Wire;

/// Who makes the call.
pub(super) enum Task<P> {
    /// Whoever polls the stream.
    Here(Work<'static, Result<P, Error>>),
    /// A task of its own: it goes on while nobody polls the stream.
    Apart(JoinHandle<Result<P, Error>>),
}

impl<P: Wire + 'static> Task<P> {
    pub(super) fn apart(work: Work<'static, Result<P, Error>>) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self::Apart(runtime.spawn(work.in_current_span())),
            // The call itself will say that there is no runtime.
            Err(_) => Self::Here(work),
        }
    }

    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        info: &'static OperationInfo,
    ) -> Poll<Result<P, Error>> {
        let apart = match self {
            Self::Here(work) => return work.as_mut().poll(context),
            Self::Apart(task) => ready!(Pin::new(task).poll(context)),
        };
        Poll::Ready(match apart {
            Ok(answer) => answer,
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(_) => {
                let reason = "the Tokio runtime that made it has ended";
                Err(RuntimeError::new(error::Call::new(info), reason).into())
            }
        })
    }
}

impl<P> Drop for Task<P> {
    fn drop(&mut self) {
        if let Self::Apart(task) = self {
            task.abort();
        }
    }
}
