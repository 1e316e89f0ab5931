//! Many comparisons at once.

/// Holm's step-down correction (Holm 1979): each p beside its own, in the same order. With m
/// comparisons the smallest is multiplied by m, the next by m − 1, and none is smaller than one
/// before it.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut corrected = vec![0.0; p_values.len()];
    let mut so_far = 0.0_f64;
    for (rank, place) in order.into_iter().enumerate() {
        so_far = so_far.max(p_values[place] * (p_values.len() - rank) as f64).min(1.0);
        corrected[place] = so_far;
    }
    corrected
}
