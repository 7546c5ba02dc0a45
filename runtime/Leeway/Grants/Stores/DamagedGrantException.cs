using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The document of a grant is damaged or was not written by Leeway. <see cref="GrantDocument"/> throws it to a store, which names the place of
/// the document in a <see cref="GrantStoreException"/>.
/// </summary>
public sealed class DamagedGrantException : LeewayException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="detail">What is wrong with the document, in words that can follow "cannot be read:", without a final period.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public DamagedGrantException(string detail, Exception? innerException = null)
        : base(detail, innerException)
    {
    }
}
