namespace Leeway.Http;

/// <summary>Compares origins: scheme, host and port. A login is sent to one origin only.</summary>
internal static class Origins
{
    public static bool AreSame(Uri left, Uri right) =>
        left.Port == right.Port
        && string.Equals(left.Scheme, right.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);
}
