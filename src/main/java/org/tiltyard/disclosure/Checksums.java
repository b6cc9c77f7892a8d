package org.tiltyard.disclosure;

/** Check digits of the numbers that people carry. All take digits only unless they say more. */
final class Checksums {

  /** Dihedral group D5 and its permutations, for Verhoeff's check (1969). */
  private static final int[][] D5 = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };

  private static final int[][] PERMUTATIONS = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
    {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
    {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
    {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
    {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
    {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}
  };

  private Checksums() {}

  /** Luhn's check (ISO/IEC 7812-1), the check digit last. */
  static boolean luhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int part = twice ? digit * 2 : digit;
      sum += part > 9 ? part - 9 : part;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  /** Verhoeff's check, as Aadhaar numbers have it. */
  static boolean verhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      check = D5[check][PERMUTATIONS[i % 8][digit]];
    }
    return check == 0;
  }

  /** The remainder by 97 of letters (A = 10) and digits, as IBANs are checked (ISO 13616). */
  static int mod97(String lettersAndDigits) {
    int remainder = 0;
    for (int i = 0; i < lettersAndDigits.length(); i++) {
      int c = Character.digit(lettersAndDigits.charAt(i), 36);
      remainder = (c > 9 ? remainder * 100 + c : remainder * 10 + c) % 97;
    }
    return remainder;
  }

  /** ISO/IEC 7064 MOD 11,10, as German tax ids have it. */
  static boolean mod11And10(String digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digits.charAt(digits.length() - 1) - '0';
  }

  /** The sum of each digit times its weight; weights are as many as digits count. */
  static int weighted(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return sum;
  }
}
