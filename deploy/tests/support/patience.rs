//! Waiting for what must come: asks again and again, so that nothing depends on how fast a machine is.

use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until the answer is as it should be, and gives it. Fails after a minute.
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> T, is_so: impl Fn(&T) -> bool) -> T {
    let start = Instant::now();
    loop {
        let answer = ask().await;
        if is_so(&answer) {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "never came: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
