namespace Leeway.Limits;

/// <summary>The product and site, or the host, that limits are counted for, written as <c>jira/11111111-...</c>.</summary>
/// <param name="key">The product and site.</param>
/// <param name="productLength">The length of the product in <paramref name="key"/>.</param>
internal readonly ref struct LimitedPlace(ReadOnlySpan<char> key, int productLength)
{
    public ReadOnlySpan<char> Key { get; } = key;

    public ReadOnlySpan<char> Product => Key[..productLength];

    public ReadOnlySpan<char> Site => Key.IsEmpty ? [] : Key[(productLength + 1)..];

    public static LimitedPlace Parse(ReadOnlySpan<char> key) => new(key, key.IndexOf('/'));

    /// <summary>Finds the place of a request to another host than Atlassian's. Its path has no meaning.</summary>
    /// <param name="address">The absolute address.</param>
    /// <param name="product">The product.</param>
    public static LimitedPlace OfHost(Uri address, string product) => new($"{product}/{address.Host}", product.Length);

    /// <summary>Finds the place of a request to a server of its own at Atlassian's gateway, whose limits are not those of Jira or Confluence.</summary>
    /// <param name="address">The absolute address.</param>
    /// <param name="product">The product.</param>
    public static LimitedPlace OfServer(Uri address, string product) => new($"{product}/{Of(address, product).Site}", product.Length);

    /// <summary>Finds the product and site of a request in its address at the gateway or at a site.</summary>
    /// <param name="address">The absolute address.</param>
    /// <param name="product">The product, used if the address does not contain it.</param>
    public static LimitedPlace Of(Uri address, string product)
    {
        ReadOnlySpan<char> text = address.OriginalString;
        int authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int path = text[authority..].IndexOf('/') + authority;
        if (path >= authority && text[path..].StartsWith("/ex/", StringComparison.Ordinal))
        {
            ReadOnlySpan<char> key = text[(path + 4)..];
            int slash = key.IndexOf('/');
            int end = key[(slash + 1)..].IndexOf('/');
            if (slash > 0 && end > 0)
            {
                return new LimitedPlace(key[..(slash + 1 + end)], slash);
            }
        }

        return OfHost(address, product);
    }
}
