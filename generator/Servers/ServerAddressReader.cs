using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Leeway.Generator.Servers;

/// <summary>Reads the address of a server strictly, so that no two readers can understand it differently.</summary>
/// <remarks>
/// The address comes from an untrusted document, and tokens are sent to it. It is split into scheme, authority and path before its variables
/// are replaced, so that no value moves a boundary. The host is a lower-case name of letters, digits and hyphens, or an IPv4 address.
/// </remarks>
internal sealed class ServerAddressReader
{
    private const string SchemeEnd = "://";
    private const string GatewayOrigin = "https://api.atlassian.com";
    private const string SiteSuffix = ".atlassian.net";

    private readonly ServerValues _values;
    private ServerFault? _fault;

    private ServerAddressReader(ServerValues values) => _values = values;

    /// <summary>The origin of <see cref="ServerKind.Gateway"/>, by which the runtime also calls sites.</summary>
    public static string SharedOrigin => GatewayOrigin;

    /// <summary>Reads an address. Returns null, with the fault, if it cannot be called.</summary>
    /// <param name="text">The address.</param>
    /// <param name="values">The values of its variables.</param>
    /// <param name="fault">Set if there is no address, or if its kind is <see cref="ServerKind.Unknown"/>.</param>
    public static ServerAddress? Read(string text, ServerValues values, out ServerFault? fault)
    {
        var reader = new ServerAddressReader(values);
        ServerAddress? address = reader.Read(text);
        fault = reader._fault;
        return address;
    }

    /// <summary>Reads the path of an address whose scheme and host do not matter. Returns null, with the fault, if the path cannot be used.</summary>
    public static string? ReadPath(string text, ServerValues values, out ServerFault? fault)
    {
        var reader = new ServerAddressReader(values);
        int scheme = text.IndexOf("//", StringComparison.Ordinal);
        int start = text.IndexOf('/', scheme < 0 ? 0 : scheme + 2);
        string? path = start < 0 ? "" : reader.ReadPath(text.Substring(start), ServerKind.Site);
        fault = reader._fault;
        return path;
    }

    private ServerAddress? Read(string text)
    {
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            return ReadAuthority(text.Substring(2)) is { Kind: ServerKind.Site } site ? site : Fail(new ServerFault("does not begin with https://"));
        }

        if (text.Length == 0 || text[0] == '/')
        {
            _fault = new ServerFault("has no host");
            return ReadPath(text, ServerKind.Unknown) is { } path ? new ServerAddress(ServerKind.Unknown, "", path) : null;
        }

        int end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            return Fail(new ServerFault("has no host"));
        }

        string? scheme = ReplaceVariables(text.Substring(0, end));
        return scheme is null ? null
            : scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? ReadAuthority(text.Substring(end + SchemeEnd.Length))
            : Fail(new ServerFault("is not https"));
    }

    private ServerAddress? ReadAuthority(string text)
    {
        int end = text.IndexOf('/');
        string authority = end < 0 ? text : text.Substring(0, end);
        string path = end < 0 ? "" : text.Substring(end);
        if (FindVariable(authority) is { } name && _values.Find(name) is null)
        {
            _fault = new ServerFault("has no value for its host, the variable '" + name + "'", name);
            return ReadPath(path, ServerKind.Unknown) is { } site ? new ServerAddress(ServerKind.Unknown, "", site) : null;
        }

        // The runtime finds the site, so its name in the document does not matter.
        int label = authority.Length - SiteSuffix.Length;
        bool isAnySite = label > 0 && authority.EndsWith(SiteSuffix, StringComparison.OrdinalIgnoreCase) && FindVariable(authority.Substring(0, label)) is not null;
        string? origin = isAnySite ? "https://site" + SiteSuffix : ReplaceVariables(authority) is { } literal ? ReadOrigin(literal) : null;
        if (origin is null)
        {
            return null;
        }

        ServerKind kind = origin == GatewayOrigin ? ServerKind.Gateway : IsSite(origin) ? ServerKind.Site : ServerKind.Host;
        return ReadPath(path, kind) is { } basePath ? new ServerAddress(kind, origin, basePath) : null;
    }

    private string? ReadOrigin(string authority)
    {
        if (authority.IndexOf('@') >= 0)
        {
            Fail(new ServerFault("has a user name before its host"));
            return null;
        }

        if (authority.IndexOfAny(['?', '#']) >= 0)
        {
            Fail(new ServerFault("has a query or a fragment"));
            return null;
        }

        int colon = authority.IndexOf(':');
        string host = colon < 0 ? authority : authority.Substring(0, colon);
        string port = colon < 0 ? "443" : authority.Substring(colon + 1);
        if (!IsHost(host))
        {
            Fail(new ServerFault("has a host that is not a name of ASCII letters, digits, hyphens and single dots, or an IPv4 address"));
            return null;
        }

        if (!IsNumber(port, 65535) || port == "0")
        {
            Fail(new ServerFault("has a port that is not a number from 1 to 65535"));
            return null;
        }

        return "https://" + host.ToLowerInvariant() + (port == "443" ? "" : ":" + port);
    }

    /// <summary>Whether an origin is one label before the domain of sites.</summary>
    private static bool IsSite(string origin) =>
        origin.EndsWith(SiteSuffix, StringComparison.Ordinal) && origin.IndexOf('.') == origin.Length - SiteSuffix.Length;

    /// <summary>Whether a text is a host name, or an IPv4 address in its usual form. URI parsers read other numbers as addresses, too.</summary>
    private static bool IsHost(string host)
    {
        string[] labels = host.Split('.');
        string last = labels[labels.Length - 1];
        bool isAddress = last.All(IsDigit) || last.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return host.Length <= 253 && labels.All(IsLabel) && (!isAddress || (labels.Length == 4 && labels.All(static l => IsNumber(l, 255))));
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(static c => IsLetterOrDigit(c) || c == '-') && label[0] != '-' && label[label.Length - 1] != '-';

    /// <summary>Whether a text is a number without leading zeros.</summary>
    private static bool IsNumber(string text, int max) =>
        text.Length is > 0 and <= 5 && text.All(IsDigit) && (text.Length == 1 || text[0] != '0') && int.Parse(text, CultureInfo.InvariantCulture) <= max;

    /// <summary>Reads a path, which is empty or begins with a slash. Returns it without a slash at its end.</summary>
    private string? ReadPath(string text, ServerKind kind)
    {
        var path = new StringBuilder();
        IEnumerable<string> segments = text.Length <= 1 ? [] : text.Substring(1, text.Length - (text[text.Length - 1] == '/' ? 2 : 1)).Split('/');
        foreach (string segment in segments)
        {
            if (ReadSegment(segment, path.ToString(), kind) is not { } value)
            {
                return null;
            }

            path.Append('/').Append(value);
        }

        return path.ToString();
    }

    private string? ReadSegment(string segment, string before, ServerKind kind)
    {
        if (kind == ServerKind.Gateway && FindVariable(segment) is { } name && _values.FindGiven(name) is null && GatewayValue.Find(name, before) is { } value)
        {
            return value;
        }

        string? literal = ReplaceVariables(segment);
        if (literal is null || literal.Split('/').All(IsPathSegment))
        {
            return literal;
        }

        Fail(new ServerFault(segment.IndexOfAny(['?', '#']) >= 0
            ? "has a query or a fragment"
            : "has a path with an empty segment, a dot segment, or a character that must be encoded"));
        return null;
    }

    /// <summary>Whether a text is a segment of a path that every reader understands in the same way.</summary>
    public static bool IsPathSegment(string segment) =>
        segment.Length > 0 && segment is not ("." or "..") && segment.All(static c => IsLetterOrDigit(c) || "-._~!$&'()*+,=:@".IndexOf(c) >= 0);

    /// <summary>Returns the name if a text is one variable; otherwise null.</summary>
    public static string? FindVariable(string text) =>
        text.Length > 2 && text[0] == '{' && text.IndexOf('}') == text.Length - 1 && text.LastIndexOf('{') == 0 ? text.Substring(1, text.Length - 2) : null;

    /// <summary>Replaces each variable with its value. Braces in a value stay, and are rejected later.</summary>
    private string? ReplaceVariables(string text)
    {
        var literal = new StringBuilder();
        int start = 0;
        while (text.IndexOfAny(['{', '}'], start) is var open && open >= 0)
        {
            int close = text.IndexOf('}', open);
            if ((close < 0 ? null : FindVariable(text.Substring(open, close - open + 1))) is not { } name)
            {
                Fail(new ServerFault("has braces that are not those of a variable"));
                return null;
            }

            if (_values.Find(name) is not { } value)
            {
                Fail(new ServerFault("has no value for the variable '" + name + "'", name));
                return null;
            }

            literal.Append(text, start, open - start).Append(value);
            start = close + 1;
        }

        return literal.Append(text, start, text.Length - start).ToString();
    }

    private ServerAddress? Fail(ServerFault fault)
    {
        _fault = fault;
        return null;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char c) => IsDigit(c) || c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
