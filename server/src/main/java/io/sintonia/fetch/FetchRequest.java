package io.sintonia.fetch;

/**
 * A download that is wanted.
 *
 * @param address http, https, or a path or {@code file:} URL if {@code localFiles} allows it; odd characters are welcome
 * @param access how to ask, and where the source may lead
 * @param validators what is known already; with them the outcome may be {@link FetchOutcome.NotModified}
 * @param limits what it may cost
 * @param localFiles whether the address may be a file
 */
public record FetchRequest(
        String address, Access access, Validators validators, FetchLimits limits, LocalFiles localFiles) {

    /** From the network, unconditionally, within the default limits. */
    public static FetchRequest of(String address, Access access) {
        return new FetchRequest(address, access, Validators.NONE, FetchLimits.DEFAULT, LocalFiles.REFUSED);
    }

    /** The same, if the content is no longer the one these validators came with. */
    public FetchRequest unless(Validators known) {
        return new FetchRequest(address, access, known, limits, localFiles);
    }

    /** The same within these limits. */
    public FetchRequest within(FetchLimits others) {
        return new FetchRequest(address, access, validators, others, localFiles);
    }

    /** The same, where the address may also name a file. */
    public FetchRequest allowingFiles() {
        return new FetchRequest(address, access, validators, limits, LocalFiles.ALLOWED);
    }

    /** With the address redacted. */
    @Override
    public String toString() {
        return "FetchRequest[" + Addresses.redacted(address) + ", " + access + ", " + limits + ", files " + localFiles
                + "]";
    }
}
