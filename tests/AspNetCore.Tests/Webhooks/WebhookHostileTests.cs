using System.Net;
using System.Security.Cryptography;
using System.Text;
using Leeway.TimeLimit;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookHostileTests
{
    [Fact]
    public async Task ForgedAndAlteredDeliveriesShouldNotBeHandled()
    {
        int count = TestSize.IsFull ? 10_000 : 500;
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options => options.QueueCapacity = 20_000);
        using Forger forger = new(new Random(23));
        List<string> expected = [];
        List<string> accepted = [];
        for (int i = 0; i < count; i++)
        {
            if (i % 20 == 0)
            {
                string body = Deliveries.CreateBody($"OK-{i}");
                Assert.Equal(HttpStatusCode.OK, await application.SendAsync(i % 40 == 0 ? Deliveries.Dynamic(body, $"ok{i}") : Deliveries.Admin(body, $"ok{i}")));
                expected.Add($"ok{i} 1");

                // Replayed: as it is, as another delivery, and after it was handled.
                Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(body, $"ok{i}")));
                Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Admin(body, $"replayed{i}")));
                await application.RunDueAsync();
                Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Admin(body, $"again{i}")));
                Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(body, $"ok{i}")));
            }

            (string kind, HttpRequestMessage request) = forger.Forge(i);
            HttpStatusCode status = await application.SendAsync(request);
            if ((int)status is >= 200 and < 300)
            {
                accepted.Add($"{i}: {kind}");
            }
        }

        await application.RunDueAsync();
        Assert.Empty(accepted);
        Assert.Equal(expected.Order(), application.Handled.Order());
    }

    /// <summary>Forges deliveries in turn in each way that is known.</summary>
    private sealed class Forger : IDisposable
    {
        private readonly Random _random;
        private readonly RSA _key = RSA.Create(2048);
        private readonly (string Kind, Func<int, HttpRequestMessage> Create)[] _ways;

        public Forger(Random random)
        {
            _random = random;
            _ways =
            [
                ("no proof", i => Deliveries.Create(Body(i), $"{i}")),
                ("secret of another app", i => Deliveries.Dynamic(Body(i), $"{i}", Deliveries.CreateToken(Pick("another secret", "", Deliveries.AdminSecret, Deliveries.ClientSecret + " ")))),
                ("secret of another webhook", i => Sign(i, Pick("another secret", "", Deliveries.ClientSecret, Deliveries.AdminSecret.ToUpperInvariant()))),
                ("expired", i => Deliveries.Dynamic(Body(i), $"{i}", Deliveries.CreateToken(expiresAt: Deliveries.Now.AddSeconds(-60 - _random.Next(100_000))))),
                ("not yet valid", i => Deliveries.Dynamic(Body(i), $"{i}", Token(Header, $$"""{"exp":{{Seconds(900)}},"nbf":{{Seconds(61 + _random.Next(1000))}}}"""))),
                ("lifetime", i => Deliveries.Dynamic(Body(i), $"{i}", Token(Header, Pick(
                    "{}", """{"exp":null}""", $$"""{"exp":"{{Seconds(900)}}"}""", """{"exp":-1}""", """{"exp":1e30}""", """{"exp":1.5}""", $$"""{"exp":0,"exp":{{Seconds(900)}}}""",
                    $$"""{"exp":{{Seconds(900)}},"nbf":"0"}""", $$"""[{{Seconds(900)}}]""", "null")))),
                ("none", SignNothing),
                ("other algorithm", i => Deliveries.Dynamic(Body(i), $"{i}", Token(
                    $$"""{"alg":{{Pick("\"none\"", "\"HS384\"", "\"HS512\"", "\"hs256\"", "\"RS256\"", "\"HS256 \"", "null", "256", "[\"HS256\"]")}}}""", Claims))),
                ("crit", i => Deliveries.Dynamic(Body(i), $"{i}", Token("""{"alg":"HS256","crit":["b64"],"b64":false}""", Claims))),
                ("doubled member", i => Deliveries.Dynamic(Body(i), $"{i}", Token("""{"alg":"none","alg":"HS256"}""", Claims))),
                ("unpaired surrogate", i => Deliveries.Dynamic(Body(i), $"{i}", Pick(
                    Token("""{"alg":"HS256","\ud800":1}""", Claims), Token(Header, """{"\udc00":1,""" + Claims[1..]), Deliveries.Encode("""{"\ud800":1}""") + "..AA"))),
                ("confusion of keys", SignWithOtherKey),
                ("altered token", i => Deliveries.Dynamic(Body(i), $"{i}", Alter(Deliveries.CreateToken()))),
                ("structure of token", i => Deliveries.Dynamic(Body(i), $"{i}", AlterStructure(Deliveries.CreateToken()))),
                ("altered body", AlterBody),
                ("altered signature", i => Deliveries.Admin(Body(i), $"{i}", AlterHex(Deliveries.SignBody(Body(i))))),
                ("method of signature", i => Deliveries.Admin(Body(i), $"{i}", Deliveries.SignBody(Body(i)).Replace("sha256=", Pick("sha1=", "sha512=", "", "SHA256=", "sha256:", "none=", "sha256=sha256="), StringComparison.Ordinal))),
                ("other digest", i => Deliveries.Admin(Body(i), $"{i}", "sha384=" + Convert.ToHexStringLower(HMACSHA384.HashData(Encoding.UTF8.GetBytes(Deliveries.AdminSecret), Encoding.UTF8.GetBytes(Body(i)))))),
                ("doubled signature", DoubleSignature),
                ("signature beside a wrong token", i => With(Deliveries.Admin(Body(i), $"{i}"), "Authorization", "Bearer " + Deliveries.CreateToken("another secret"))),
                ("token beside a wrong signature", i => With(Deliveries.Dynamic(Body(i), $"{i}"), "X-Hub-Signature", Deliveries.SignBody(Body(i), "another secret"))),
                ("old", i => Deliveries.Admin(OldBody(i), $"{i}")),
                ("old with a new token", i => Deliveries.Dynamic(OldBody(i), $"{i}")),
                ("scheme", i => With(Deliveries.Create(Body(i), $"{i}"), "Authorization", Pick("Basic ", "JWT ", "", "Bearer", "Bearer x ") + Deliveries.CreateToken())),
            ];
        }

        private static string Header => """{"alg":"HS256"}""";

        private static string Claims => $$"""{"exp":{{Seconds(900)}}}""";

        public (string Kind, HttpRequestMessage Request) Forge(int number)
        {
            (string kind, Func<int, HttpRequestMessage> create) = _ways[number % _ways.Length];
            return (kind, create(number));
        }

        public void Dispose() => _key.Dispose();

        private static string Body(int number) => Deliveries.CreateBody($"BAD-{number}");

        private string OldBody(int number) => Deliveries.CreateBody($"BAD-{number}", at: Deliveries.Now.AddDays(-1).AddSeconds(-1 - _random.Next(1_000_000)));

        private static long Seconds(int offset) => Deliveries.Now.ToUnixTimeSeconds() + offset;

        private static string Token(string header, string claims) => Deliveries.SignToken(header, claims, Encoding.UTF8.GetBytes(Deliveries.ClientSecret));

        private static HttpRequestMessage Sign(int number, string secret) => Deliveries.Admin(Body(number), $"{number}", Deliveries.SignBody(Body(number), secret));

        private static HttpRequestMessage With(HttpRequestMessage request, string header, string value)
        {
            request.Headers.TryAddWithoutValidation(header, value);
            return request;
        }

        private HttpRequestMessage SignNothing(int number)
        {
            string header = $$"""{"alg":"{{Pick("none", "None", "NONE", "", "nOnE")}}"}""";
            string content = $"{Deliveries.Encode(header)}.{Deliveries.Encode(Claims)}";
            return Deliveries.Dynamic(Body(number), $"{number}", content + Pick("", ".", ".AA", "." + Deliveries.CreateToken().Split('.')[2]));
        }

        private HttpRequestMessage SignWithOtherKey(int number)
        {
            string content = $"{Deliveries.Encode("""{"alg":"RS256"}""")}.{Deliveries.Encode(Claims)}";
            string signed = $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
            string withPublicKey = Deliveries.SignToken(Header, Claims, Pick(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(_key.ExportRSAPublicKeyPem()), []));
            return Deliveries.Dynamic(Body(number), $"{number}", Pick(signed, withPublicKey));
        }

        private HttpRequestMessage AlterBody(int number)
        {
            string body = Body(number);
            string altered = Pick(
                body.Replace("BAD", "EVIL", StringComparison.Ordinal), body + " ", " " + body, body.Replace("Mia", "Max", StringComparison.Ordinal), body[..^1] + ",\"x\":1}",
                body.Replace("example", "evil", StringComparison.Ordinal), "{}");
            return Deliveries.Admin(altered, $"{number}", Deliveries.SignBody(body));
        }

        private HttpRequestMessage DoubleSignature(int number)
        {
            HttpRequestMessage request = Deliveries.Admin(Body(number), $"{number}", Deliveries.SignBody("x"));
            return With(request, "X-Hub-Signature", Deliveries.SignBody(Body(number)));
        }

        private string Alter(string token)
        {
            const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            char[] characters = token.ToCharArray();
            int place = _random.Next(3) == 0 ? token.Length - 1 : _random.Next(token.Length);
            char old = characters[place];
            while (characters[place] == old)
            {
                characters[place] = Alphabet[_random.Next(Alphabet.Length)];
            }

            return new string(characters);
        }

        private string AlterStructure(string token)
        {
            string[] parts = token.Split('.');
            return Pick(
                "", ".", "..", "...", "x", parts[0], $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}", token + ".", "." + token, token + "=", $"{parts[0]}=.{parts[1]}.{parts[2]}",
                token + "AAAA", token[..^4], token.Insert(parts[0].Length, " "), new string('a', 20_000), $"{parts[1]}.{parts[0]}.{parts[2]}");
        }

        private string AlterHex(string signature)
        {
            char[] characters = signature.ToCharArray();
            int place = "sha256=".Length + _random.Next(64);
            characters[place] = characters[place] == 'a' ? 'b' : 'a';
            return Pick(new string(characters), signature[..^2], signature + "00", signature[..^1] + "g", "sha256=", "sha256=" + new string('0', 64));
        }

        private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
    }
}
