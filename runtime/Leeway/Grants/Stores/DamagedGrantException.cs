namespace Leeway.Grants;

/// <summary>
/// The document of a grant is damaged or was not written by Leeway. <see cref="GrantDocument"/> throws it to a store, which names the place of
/// the document in a <see cref="GrantStoreException"/>.
/// </summary>
public sealed class DamagedGrantException : LeewayException
{
    internal DamagedGrantException(string detail, Exception? innerException = null)
        : base(detail, innerException)
    {
    }
}
