//! Counts of people that may be shown: groups under a set size are hidden, and so is whatever
//! would give them back by subtraction.
//!
//! A count is a group of people when it is not 0: "nobody" names nobody. No number is changed a
//! little, which would still be a number: it is gone.
//!
//! What it holds against is somebody who adds and subtracts what is shown, by every sum there is.
//! Who knows this code and tries all tables by it can sometimes rule a few of them out.
//!
//! The check that nothing can be worked out is exact for tables. Rows, columns and their totals
//! form a network in which every cell is an edge; a hidden cell can take another whole number of 0
//! or more exactly where a circle of hidden cells leads through it (see Castro 2012, *Recent
//! advances in optimization techniques for statistical tabular data protection*).

/// The smallest group that is shown unless somebody asks for more.
pub const LEAST: u32 = 5;

/// A table of counts of which only what may be shown is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The cells, row by row; none where hidden.
    pub cells: Vec<Vec<Option<u32>>>,
    /// The total of each row.
    pub rows: Vec<Option<u32>>,
    /// The total of each column.
    pub columns: Vec<Option<u32>>,
    /// The total of all.
    pub all: Option<u32>,
}

/// A table whose rows are all as long, shown with its totals. Every number that is left is 0 or
/// `least` and more; so is what the hidden cells of a line add up to where its total is left; and
/// no hidden number follows from those that are left.
///
/// ```
/// use evenkeel_core::cohort::small::table;
/// let shown = table(&[vec![3, 9, 8]], 5);
/// assert_eq!(shown.cells, [[None, None, Some(8)]]);
/// assert_eq!(shown.all, Some(20));
/// ```
pub fn table(cells: &[Vec<u32>], least: u32) -> Shown {
    let mut grid = Grid::of(cells, least);
    grid.protect();
    let (rows, columns) = (grid.height - 1, grid.width - 1);
    let at = |row: usize, column: usize| grid.shown(row, column);
    Shown {
        cells: (0..rows).map(|row| (0..columns).map(|column| at(row, column)).collect()).collect(),
        rows: (0..rows).map(|row| at(row, columns)).collect(),
        columns: (0..columns).map(|column| at(rows, column)).collect(),
        all: at(rows, columns),
    }
}

/// Groups that make up a whole: as [`table`] with one row. Gives the groups and the whole.
pub fn parts(groups: &[u32], least: u32) -> (Vec<Option<u32>>, Option<u32>) {
    let mut shown = table(&[groups.to_vec()], least);
    (shown.cells.pop().unwrap_or_default(), shown.all)
}

/// Groups of which each lies within the next larger one, and all within `all`: "came to 4 classes
/// or more, to 5, to 6". Those named first are kept before the others. Between any two numbers that
/// are left there is nobody, or `least` people and more.
///
/// ```
/// use evenkeel_core::cohort::small::nested;
/// assert_eq!(nested(20, &[15, 13, 8], 5), (Some(20), vec![Some(15), None, Some(8)]));
/// ```
pub fn nested(all: u32, within: &[u32], least: u32) -> (Option<u32>, Vec<Option<u32>>) {
    let mut kept = vec![0];
    let mut keep = |count: u32| {
        let fits = kept.iter().all(|other| !is_small(count.abs_diff(*other), least));
        if fits {
            kept.push(count);
        }
        fits.then_some(count)
    };
    let all = keep(all);
    (all, within.iter().map(|count| keep(*count)).collect())
}

/// Whether a count is of somebody, and of too few.
pub fn is_small(count: u32, least: u32) -> bool {
    count > 0 && count < least
}

/// A table with its totals as a last row and a last column.
struct Grid {
    height: usize,
    width: usize,
    counts: Vec<u32>,
    hidden: Vec<bool>,
    least: u32,
}

impl Grid {
    fn of(cells: &[Vec<u32>], least: u32) -> Self {
        let (rows, columns) = (cells.len(), cells.first().map_or(0, Vec::len));
        let (height, width) = (rows + 1, columns + 1);
        let mut counts = vec![0; height * width];
        for (row, line) in cells.iter().enumerate() {
            for (column, count) in line.iter().enumerate().take(columns) {
                for place in [
                    row * width + column,
                    row * width + columns,
                    rows * width + column,
                    rows * width + columns,
                ] {
                    counts[place] += count;
                }
            }
        }
        // Beside a small group nobody is hidden as well, or "none of these" would tell how many
        // share the rest.
        let any = counts.iter().any(|count| is_small(*count, least));
        let hidden = counts.iter().map(|count| any && *count < least).collect();
        Self { height, width, counts, hidden, least }
    }

    fn shown(&self, row: usize, column: usize) -> Option<u32> {
        let place = row * self.width + column;
        (!self.hidden[place]).then_some(self.counts[place])
    }

    /// Hides more until what is left gives nothing away. Each round hides one, so it ends.
    fn protect(&mut self) {
        while let Some(more) = self.too_open() {
            self.hidden[more] = true;
        }
    }

    /// The next place to hide; none when all is well.
    fn too_open(&self) -> Option<usize> {
        for line in self.lines() {
            let (whole, groups) = line.split_last()?;
            let mut hidden = groups.iter().filter(|at| self.hidden[**at]);
            let is_hidden = groups.iter().any(|at| self.hidden[*at]);
            // A large one among the small: what they add up to is no small group.
            let mut mixed = || hidden.any(|at| self.counts[*at] >= self.least);
            if is_hidden && !self.hidden[*whole] && !mixed() {
                return self.besides(&line);
            }
        }
        for place in (0..self.counts.len()).filter(|at| self.hidden[*at]) {
            if self.is_open(place) {
                let mut lines: Vec<Vec<usize>> =
                    self.lines().into_iter().filter(|line| line.contains(&place)).collect();
                // Where it is the only one hidden, one more is needed in any case.
                lines.sort_by_key(|line| line.iter().filter(|at| self.hidden[**at]).count());
                let near = lines.iter().find_map(|line| self.besides(line));
                return near.or_else(|| self.hidden.iter().position(|hidden| !hidden));
            }
        }
        None
    }

    /// The places of each row and each column, the total last.
    fn lines(&self) -> Vec<Vec<usize>> {
        let rows = (0..self.height)
            .map(|row| (0..self.width).map(|column| row * self.width + column).collect());
        let columns = (0..self.width)
            .map(|column| (0..self.height).map(|row| row * self.width + column).collect());
        rows.chain(columns).collect()
    }

    /// What of a line is hidden besides: the next group after a hidden one, else the total. Not the
    /// smallest: whoever knows that rule could tell which numbers are too small for it.
    fn besides(&self, line: &[usize]) -> Option<usize> {
        let (whole, groups) = line.split_last()?;
        let open = |at: &usize| !self.hidden[*at];
        let first = groups.iter().position(|at| self.hidden[*at]).unwrap_or_default();
        let mut after = groups[first..].iter().chain(&groups[..first]).copied();
        after.find(open).or_else(|| Some(*whole).filter(open))
    }

    /// Whether a hidden number follows from those that are shown, from the sums, and from no count
    /// being under 0: whether no circle of hidden cells can change it by one.
    fn is_open(&self, place: usize) -> bool {
        let (row, column) = (place / self.width, self.height + place % self.width);
        let up = self.may_grow(place) && self.leads(column, row, place);
        let down = self.may_shrink(place) && self.leads(row, column, place);
        !up && !down
    }

    /// A total counts the other way round: when it grows, its line has more to give.
    fn is_total(&self, place: usize) -> bool {
        (place / self.width == self.height - 1) != (place % self.width == self.width - 1)
    }

    fn may_grow(&self, place: usize) -> bool {
        !self.is_total(place) || self.counts[place] > 0
    }

    fn may_shrink(&self, place: usize) -> bool {
        self.is_total(place) || self.counts[place] > 0
    }

    /// Whether hidden cells other than `without` lead from one line to another: out of a row by
    /// growing, out of a column by shrinking. Rows are 0, 1, 2 …, and columns follow them.
    fn leads(&self, from: usize, to: usize, without: usize) -> bool {
        let mut seen = vec![false; self.height + self.width];
        let mut open = vec![from];
        seen[from] = true;
        while let Some(line) = open.pop() {
            if line == to {
                return true;
            }
            let is_row = line < self.height;
            for place in (0..self.counts.len()).filter(|at| self.hidden[*at] && *at != without) {
                let (row, column) = (place / self.width, self.height + place % self.width);
                let (here, there) = if is_row { (row, column) } else { (column, row) };
                let passes = if is_row { self.may_grow(place) } else { self.may_shrink(place) };
                if here == line && passes && !seen[there] {
                    seen[there] = true;
                    open.push(there);
                }
            }
        }
        false
    }
}
