namespace Leeway.AspNetCore.Tests.SignIn;

/// <summary>A callback that an attacker makes up. Names in braces stand for values that the attacker may know.</summary>
internal sealed record HostileCallback((string Name, string Value)[] Parameters, CookieChange Cookie, int Seed)
{
    /// <summary>Writes the query. The state of the pending sign-in, which the attacker does not know, is never in it unchanged.</summary>
    public string Write(IReadOnlyDictionary<string, string> known) => string.Join('&', Parameters.Select(parameter =>
    {
        string value = parameter.Value;
        foreach ((string name, string text) in known)
        {
            value = value.Replace(name, text, StringComparison.Ordinal);
        }

        return $"{parameter.Name}={Escape(value)}";
    }));

    /// <summary>Changes the value of a cookie.</summary>
    public string Change(string original)
    {
        int index = Seed % original.Length;
        return Cookie switch
        {
            CookieChange.Empty => "",
            CookieChange.Cut => original[..index],
            CookieChange.Flipped => original[..index] + (original[index] == 'A' ? 'B' : 'A') + original[(index + 1)..],
            CookieChange.Doubled => original + original,
            CookieChange.Replaced => new string('A', index),
            _ => original,
        };
    }

    // A lone surrogate cannot be escaped.
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(static rune => Uri.EscapeDataString(rune.ToString())));
}
