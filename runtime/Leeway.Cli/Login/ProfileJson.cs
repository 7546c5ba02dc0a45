using System.Text.Json.Nodes;

namespace Leeway.Cli.Login;

/// <summary>Reads and writes profiles as JSON.</summary>
internal static class ProfileJson
{
    /// <exception cref="InputException">The profile is not one that the tool wrote.</exception>
    public static Profile Read(string name, JsonObject json, string path)
    {
        if (!Enum.TryParse(json["login"].AsString(), out LoginMethod method))
        {
            throw new InputException($"'{path}' has no valid login for the profile '{name}'. Sign in again with 'leeway login --profile {name}'.");
        }

        return new Profile(name, method)
        {
            Site = json["site"].AsString(),
            Email = json["email"].AsString(),
            ClientId = json["clientId"].AsString(),
            Scopes = [.. json["scopes"].AsString()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []],
            Callback = ReadAddress("callback"),
            Server = ReadAddress("server"),
            AuthorizationServer = ReadAddress("authorizationServer"),
            Gateway = ReadAddress("gateway"),
        };

        Uri? ReadAddress(string member) => json[member].AsString() is { } text
            ? Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : throw new InputException($"'{path}' has the invalid address '{text}' in the profile '{name}'. Correct it.")
            : null;
    }

    public static JsonObject Write(Profile profile, string protectedSecret)
    {
        JsonObject json = new() { ["login"] = profile.Method.ToString() };
        foreach ((string name, string? value) in new[]
        {
            ("site", profile.Site),
            ("email", profile.Email),
            ("clientId", profile.ClientId),
            ("scopes", profile.Scopes.Count == 0 ? null : string.Join(' ', profile.Scopes)),
            ("callback", profile.Callback?.OriginalString),
            ("server", profile.Server?.OriginalString),
            ("authorizationServer", profile.AuthorizationServer?.OriginalString),
            ("gateway", profile.Gateway?.OriginalString),
            ("secret", protectedSecret),
        })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        return json;
    }
}
