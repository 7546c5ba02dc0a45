namespace Leeway.Limits;

/// <summary>Where limits are counted: one product at one site, written as <c>jira/11111111-...</c>.</summary>
/// <param name="key">Product and site.</param>
/// <param name="productLength">How much of it is the product.</param>
internal readonly ref struct LimitedPlace(ReadOnlySpan<char> key, int productLength)
{
    public ReadOnlySpan<char> Key { get; } = key;

    public ReadOnlySpan<char> Product => Key[..productLength];

    public ReadOnlySpan<char> Site => Key.IsEmpty ? [] : Key[(productLength + 1)..];

    public static LimitedPlace Parse(ReadOnlySpan<char> key) => new(key, key.IndexOf('/'));

    /// <summary>Reads the place off the address of a request: of the gateway, or of a site itself.</summary>
    /// <param name="address">The whole address.</param>
    /// <param name="product">The product, where the address does not name it.</param>
    public static LimitedPlace Of(Uri address, string product)
    {
        ReadOnlySpan<char> text = address.OriginalString;
        int authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int path = text[authority..].IndexOf('/') + authority;
        if (path >= authority && text[path..].StartsWith("/ex/", StringComparison.Ordinal))
        {
            ReadOnlySpan<char> key = text[(path + 4)..];
            int slash = key.IndexOf('/');
            int end = slash < 0 ? -1 : key[(slash + 1)..].IndexOf('/');
            if (end > 0)
            {
                return new LimitedPlace(key[..(slash + 1 + end)], slash);
            }
        }

        return new LimitedPlace($"{product}/{address.Host}", product.Length);
    }
}
