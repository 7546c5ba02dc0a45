namespace Leeway.Grants;

/// <summary>
/// A stored document is damaged, or was not written by Leeway. Stores catch it and throw a <see cref="GrantStoreException"/> that says
/// where the document is.
/// </summary>
/// <param name="detail">What is wrong, as the end of a sentence.</param>
/// <param name="innerException">The cause.</param>
internal sealed class DamagedGrantException(string detail, Exception? innerException = null) : LeewayException(detail, innerException);
