//! Work on all cores whose results come in the order of the jobs.
//!
//! Invariant: at most [`WINDOW`] jobs a core are read, worked on or waiting to be written; the rest stays unread.

use std::io;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Jobs a core that may wait: enough that a long page does not leave the other cores idle, few enough that memory stays
/// bounded by a few pages a core.
const WINDOW: usize = 4;

/// Does `work` for each job on all cores and hands the results to `write` in the order of `jobs`. An error of `write` ends
/// the work and is returned.
pub(super) fn run<J: Send, R: Send>(
    jobs: impl Iterator<Item = J> + Send,
    work: impl Fn(J) -> R + Sync,
    mut write: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // A job travels with the way back for its result; the ways back wait in line for the writer.
    let (to_workers, from_reader) = sync_channel::<(J, SyncSender<R>)>(cores);
    let (to_writer, in_line) = sync_channel::<Receiver<R>>(cores * WINDOW);
    let from_reader = Mutex::new(from_reader);
    let work = &work;
    thread::scope(|scope| {
        // Owned by the workers alone, so that the reader notices when all are gone.
        let from_reader = &from_reader;
        for _ in 0..cores {
            scope.spawn(move || {
                while let Ok((job, way_back)) = next(from_reader) {
                    // The writer may have given up; the result is then of no use.
                    let _ = way_back.send(work(job));
                }
            });
        }
        scope.spawn(move || {
            for job in jobs {
                let (way_back, result) = sync_channel(1);
                if to_writer.send(result).is_err() || to_workers.send((job, way_back)).is_err() {
                    break;
                }
            }
        });
        let mut written = Ok(());
        for result in &in_line {
            let Ok(result) = result.recv() else { continue };
            written = write(result);
            if written.is_err() {
                break;
            }
        }
        drop(in_line);
        written
    })
}

fn next<T>(queue: &Mutex<Receiver<T>>) -> Result<T, std::sync::mpsc::RecvError> {
    // A worker that panicked holding the lock leaves the queue whole.
    queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_keep_the_order_of_the_jobs() {
        let mut got = Vec::new();
        run(
            0..500_u64,
            |n| {
                // Jobs of unequal length, so that they end out of order.
                std::hint::black_box((0..(n * 7919 % 501) * 100).fold(n, |sum, x| sum ^ std::hint::black_box(x)));
                n
            },
            |n| {
                got.push(n);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(got, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn only_a_window_of_jobs_is_read_ahead() {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let (read, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        run(
            (0..1000).inspect(|_| {
                read.fetch_add(1, Ordering::SeqCst);
            }),
            |_| (),
            |()| {
                let ahead = read.load(Ordering::SeqCst) - done.fetch_add(1, Ordering::SeqCst);
                // In line, at the writer, and one in the reader's hand.
                assert!(ahead <= cores * WINDOW + 3, "{ahead} jobs read ahead");
                Ok(())
            },
        )
        .unwrap();
    }

    #[test]
    fn an_error_of_the_output_ends_the_work() {
        let error = run(0.., |n: u32| n, |n| if n < 9 { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
