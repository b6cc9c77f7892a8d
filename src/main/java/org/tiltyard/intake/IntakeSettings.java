package org.tiltyard.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.tiltyard.schema.ReadLimits;

/**
 * How much comes in, {@code tiltyard.intake.*}.
 *
 * @param fileSize largest file, as it is sent
 * @param unpackedSize largest file once unpacked
 * @param lineSize longest line; longer ones are reported and passed over
 * @param ratio how often larger than packed a file may be, once it is larger than 64 MB
 * @param badLines after how many bad lines the rest of a file is left
 * @param keptProblems how many problems of an import are kept to be looked at; all are counted
 */
record IntakeSettings(
    @DefaultValue("10GB") DataSize fileSize,
    @DefaultValue("200GB") DataSize unpackedSize,
    @DefaultValue("64MB") DataSize lineSize,
    @DefaultValue("200") @Min(2) @Max(100_000) int ratio,
    @DefaultValue("1000000") @Min(1) long badLines,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int keptProblems) {

  private static final long LONGEST_LINE = 1L << 30;

  ReadLimits limits() {
    return new ReadLimits(
        (int) Math.min(lineSize.toBytes(), LONGEST_LINE), unpackedSize.toBytes(), ratio, badLines);
  }
}
