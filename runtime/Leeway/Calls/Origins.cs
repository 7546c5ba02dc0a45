namespace Leeway.Http;

/// <summary>Tells origins apart: scheme, host and port, which is how far a login may travel.</summary>
internal static class Origins
{
    public static bool AreSame(Uri left, Uri right) =>
        left.Port == right.Port
        && string.Equals(left.Scheme, right.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);
}
