package org.tiltyard.rating;

/**
 * A small, dense, symmetric matrix that is positive definite, by rows; only its upper triangle is
 * kept. Loops run along rows, so that the compiler can use vector instructions.
 */
final class SymmetricMatrix {

  private final int size;
  private final double[][] rows;

  SymmetricMatrix(int size) {
    this.size = size;
    this.rows = new double[size][size];
  }

  /** Sets all elements to one value. */
  void fill(double value) {
    for (double[] row : rows) {
      java.util.Arrays.fill(row, value);
    }
  }

  /** Adds w (e_i - e_j)(e_i - e_j)ᵀ. */
  void addDifference(int i, int j, double w) {
    rows[i][i] += w;
    rows[j][j] += w;
    rows[Math.min(i, j)][Math.max(i, j)] -= w;
  }

  void add(int i, int j, double w) {
    rows[Math.min(i, j)][Math.max(i, j)] += w;
  }

  double get(int i, int j) {
    return rows[Math.min(i, j)][Math.max(i, j)];
  }

  /** Of the first elements. */
  double meanOfDiagonal(int first) {
    double sum = 0;
    for (int i = 0; i < first; i++) {
      sum += rows[i][i];
    }
    return sum / first;
  }

  /** To all of the first rows and columns. */
  void addToAll(double value, int first) {
    for (int i = 0; i < first; i++) {
      for (int j = i; j < first; j++) {
        rows[i][j] += value;
      }
    }
  }

  /** Replaces the matrix by its Cholesky factor U, with UᵀU the matrix. */
  void factor() {
    for (int k = 0; k < size; k++) {
      double[] pivotRow = rows[k];
      // Rounding may take the last digits of a pivot that is nearly 0.
      double pivot = Math.sqrt(Math.max(pivotRow[k], Double.MIN_NORMAL));
      for (int j = k; j < size; j++) {
        pivotRow[j] /= pivot;
      }
      pivotRow[k] = pivot;
      for (int i = k + 1; i < size; i++) {
        double[] row = rows[i];
        double factor = pivotRow[i];
        if (factor != 0) {
          for (int j = i; j < size; j++) {
            row[j] -= factor * pivotRow[j];
          }
        }
      }
    }
  }

  /** After {@link #factor}: replaces the right side of a system by its solution. */
  void solve(double[] x) {
    for (int k = 0; k < size; k++) {
      double[] row = rows[k];
      x[k] /= row[k];
      for (int j = k + 1; j < size; j++) {
        x[j] -= row[j] * x[k];
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      double[] row = rows[k];
      double sum = x[k];
      for (int j = k + 1; j < size; j++) {
        sum -= row[j] * x[j];
      }
      x[k] = sum / row[k];
    }
  }

  /** After {@link #factor}: the inverse of the matrix, all of it. */
  double[][] inverse() {
    double[][] inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
    for (int k = 0; k < size; k++) {
      divide(inverse[k], rows[k][k]);
      for (int j = k + 1; j < size; j++) {
        subtract(inverse[j], rows[k][j], inverse[k]);
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      for (int j = k + 1; j < size; j++) {
        subtract(inverse[k], rows[k][j], inverse[j]);
      }
      divide(inverse[k], rows[k][k]);
    }
    return inverse;
  }

  private static void divide(double[] row, double by) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= by;
    }
  }

  private static void subtract(double[] row, double factor, double[] other) {
    if (factor != 0) {
      for (int j = 0; j < row.length; j++) {
        row[j] -= factor * other[j];
      }
    }
  }

  /** The product with a vector. */
  double[] times(double[] x) {
    double[] product = new double[size];
    for (int i = 0; i < size; i++) {
      double[] row = rows[i];
      double sum = row[i] * x[i];
      for (int j = i + 1; j < size; j++) {
        sum += row[j] * x[j];
        product[j] += row[j] * x[i];
      }
      product[i] += sum;
    }
    return product;
  }
}
