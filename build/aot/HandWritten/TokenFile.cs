using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace HandWritten;

/// <summary>The tokens of the user in a file, not encrypted. Two processes at once would lose them.</summary>
internal sealed class TokenFile(HttpClient http, string path, Uri authorizationServer, string clientId, string clientSecret)
{
    private const string RedirectUri = "http://127.0.0.1:5000/callback";
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    public async Task SignInAsync()
    {
        if (File.Exists(path))
        {
            return;
        }

        string state = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Console.WriteLine("Open this address, and paste the address that the browser is sent to:");
        Console.WriteLine(
            $"{new Uri(authorizationServer, "/authorize")}?audience=api.atlassian.com&client_id={Uri.EscapeDataString(clientId)}"
            + $"&scope={Uri.EscapeDataString("read:jira-work write:jira-work offline_access")}&redirect_uri={Uri.EscapeDataString(RedirectUri)}"
            + $"&state={state}&response_type=code&prompt=consent");
        Dictionary<string, string> callback = new Uri(Console.ReadLine()!).Query.TrimStart('?').Split('&')
            .Select(static pair => pair.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => Uri.UnescapeDataString(pair[1]));
        if (callback["state"] != state)
        {
            throw new HttpRequestException("The address belongs to another sign-in.");
        }

        await ExchangeAsync(new TokenRequest
        {
            GrantType = "authorization_code", ClientId = clientId, ClientSecret = clientSecret, Code = callback["code"], RedirectUri = RedirectUri,
        });
    }

    public async Task<string> GetAccessTokenAsync()
    {
        Tokens tokens;
        await using (FileStream file = File.OpenRead(path))
        {
            tokens = (await JsonSerializer.DeserializeAsync(file, TokenJson.Default.Tokens))!;
        }

        return tokens.ExpiresAt - s_margin > DateTimeOffset.UtcNow
            ? tokens.AccessToken
            : await ExchangeAsync(new TokenRequest
            {
                GrantType = "refresh_token", ClientId = clientId, ClientSecret = clientSecret, RefreshToken = tokens.RefreshToken,
            });
    }

    private async Task<string> ExchangeAsync(TokenRequest request)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(new Uri(authorizationServer, "/oauth/token"), request, TokenJson.Default.TokenRequest);
        response.EnsureSuccessStatusCode();
        TokenResponse issued = (await response.Content.ReadFromJsonAsync(TokenJson.Default.TokenResponse))!;
        Tokens tokens = new(issued.AccessToken, issued.RefreshToken, DateTimeOffset.UtcNow.AddSeconds(issued.ExpiresIn));
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(tokens, TokenJson.Default.Tokens));
        return tokens.AccessToken;
    }
}
