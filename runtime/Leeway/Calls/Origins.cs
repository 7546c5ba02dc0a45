namespace Leeway.Http;

/// <summary>Compares origins: scheme, host and port. A login is sent to one origin only.</summary>
/// <remarks>
/// Some host names from servers and users have no form in DNS. <see cref="Uri"/> reports that only when it is asked for that form. Nothing can
/// be requested from such a host, so it is the same as no other.
/// </remarks>
internal static class Origins
{
    public static bool AreSame(Uri left, Uri right)
    {
        try
        {
            return left.Port == right.Port
                && string.Equals(left.Scheme, right.Scheme, StringComparison.OrdinalIgnoreCase)
                && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    /// <summary>Whether the host name of an address has a form in DNS.</summary>
    public static bool HasUsableHost(Uri address)
    {
        try
        {
            _ = address.IdnHost;
            return true;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
