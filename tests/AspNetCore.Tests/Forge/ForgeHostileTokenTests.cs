using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.TimeLimit;

namespace Leeway.AspNetCore.Tests.Forge;

public sealed class ForgeHostileTokenTests
{
    private const string Label = "acme";

    private static readonly string[] s_claims = ["app", "aud", "iss", "iat", "nbf", "exp", "jti", "context", "principal"];

    private static readonly string[] s_appClaims = ["id", "installationId", "apiBaseUrl", "environment", "module", "license", "installation", "appVersion"];

    [Fact]
    public async Task AlteredTokensShouldBeRefused()
    {
        int count = TestSize.Of(5_000);
        await using ForgeApplication application = await ForgeApplication.StartAsync(
            static options => options.IsolatedCloudKeysAddress = "https://forge.{icLabel}.example.com/jwks.json");
        using RSA attacker = RSA.Create(2048);
        using RSA isolated = RSA.Create(2048);
        application.Keys.Documents[$"https://forge.{Label}.example.com/jwks.json"] = ForgeTokens.PublishSet(ForgeTokens.Publish(isolated, ForgeTokens.KeyId));
        Forger forger = new(application.Tokens, attacker, isolated, new Random(17));
        List<string> accepted = [];
        for (int i = 0; i < count; i++)
        {
            (string kind, string token) = forger.Forge(i);
            if (await application.InvokeAsync(token) == HttpStatusCode.OK)
            {
                accepted.Add($"{i}: {kind}: {token}");
            }

            if (i % 50 == 0)
            {
                Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Create()));
            }
        }

        Assert.Empty(accepted);
        Assert.All(application.Keys.Requests, static address => Assert.True(address == ForgeKeyServer.Commercial || address == $"https://forge.{Label}.example.com/jwks.json", address));
    }

    /// <summary>Alters tokens in turn in each way that is known.</summary>
    private sealed class Forger
    {
        private readonly ForgeTokens _tokens;
        private readonly RSA _attacker;
        private readonly RSA _isolated;
        private readonly Random _random;
        private readonly (string Name, Func<string> Create)[] _ways;

        public Forger(ForgeTokens tokens, RSA attacker, RSA isolated, Random random)
        {
            _tokens = tokens;
            _attacker = attacker;
            _isolated = isolated;
            _random = random;
            _ways =
            [
                ("character", AlterCharacter),
                ("claim with the old signature", () => Graft(AlterClaim())),
                ("claim signed by another key", () => _tokens.Sign(ForgeTokens.Header(), AlterClaim(), _attacker)),
                ("other key", () => _tokens.Sign(ForgeTokens.Header(), ForgeTokens.Claims(), _attacker)),
                ("key in the header", NameKey),
                ("none", SignNothing),
                ("public key as secret", SignWithPublicKey),
                ("other algorithm", SignOtherwise),
                ("algorithm in the header only", RenameAlgorithm),
                ("audience", () => Resign(claims => claims["aud"] = Pick<JsonNode?>(
                    "ari:cloud:ecosystem::app/other", ForgeTokens.App + "/", ForgeTokens.App.ToUpperInvariant(), new JsonArray("a", "b"), null, 7, ""))),
                ("issuer", () => Resign(claims => claims["iss"] = Pick<JsonNode?>("forge/invocation-token/", "FORGE/invocation-token", "https://evil.example", null, ""))),
                ("missing claim", () => Resign(claims => claims.Remove(Pick("aud", "iss", "exp", "app")))),
                ("time", AlterTime),
                ("app", () => Resign(claims => claims["app"]![Pick("id", "installationId", "apiBaseUrl")] = Pick<JsonNode?>("", null, 5, new JsonObject()))),
                ("label", AlterLabel),
                ("header", AlterHeader),
                ("key id", () => Resign(static _ => { }, header => header["kid"] = Pick<JsonNode?>("other", "", null, 5, "../" + ForgeTokens.KeyId, ForgeTokens.KeyId.ToUpperInvariant()))),
                ("doubled member", Double),
                ("unpaired surrogate", NameWithSurrogate),
                ("structure", AlterStructure),
            ];
        }

        public (string Kind, string Token) Forge(int number)
        {
            (string name, Func<string> create) = _ways[number % _ways.Length];
            return (name, create());
        }

        private string AlterCharacter()
        {
            const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            char[] token = _tokens.Create().ToCharArray();
            int place = _random.Next(4) == 0 ? token.Length - 1 : _random.Next(token.Length);
            char old = token[place];
            while (token[place] == old)
            {
                token[place] = Alphabet[_random.Next(Alphabet.Length)];
            }

            return new string(token);
        }

        private JsonObject AlterClaim()
        {
            JsonObject claims = ForgeTokens.Claims();
            JsonObject target = _random.Next(2) == 0 ? claims : claims["app"]!.AsObject();
            string name = Pick(target == claims ? s_claims : s_appClaims);
            target[name] = Pick<JsonNode?>("altered", 1_800_000_000, null, new JsonObject { ["id"] = "x" }, true);
            return claims;
        }

        private string Graft(JsonObject claims)
        {
            string[] parts = _tokens.Create().Split('.');
            return $"{parts[0]}.{ForgeTokens.Encode(claims.ToJsonString())}.{parts[2]}";
        }

        private string NameKey()
        {
            JsonObject header = ForgeTokens.Header();
            header["kid"] = Pick("attacker", ForgeTokens.KeyId);
            switch (_random.Next(4))
            {
                case 0:
                    header["jku"] = "https://evil.example/jwks.json";
                    break;
                case 1:
                    header["x5u"] = "https://evil.example/cert.pem";
                    break;
                case 2:
                    header["jwk"] = ForgeTokens.Publish(_attacker, "attacker");
                    break;
                default:
                    header["x5c"] = new JsonArray(Convert.ToBase64String(_attacker.ExportSubjectPublicKeyInfo()));
                    break;
            }

            return _tokens.Sign(header, ForgeTokens.Claims(), _attacker);
        }

        private string SignNothing()
        {
            JsonObject header = ForgeTokens.Header();
            header["alg"] = Pick<JsonNode?>("none", "None", "NONE", "nOnE", "", null);
            string content = $"{ForgeTokens.Encode(header.ToJsonString())}.{ForgeTokens.Encode(ForgeTokens.Claims().ToJsonString())}";
            return content + Pick("", ".", "." + _tokens.Create().Split('.')[2], ".AA");
        }

        private string SignWithPublicKey()
        {
            JsonObject header = ForgeTokens.Header();
            header["alg"] = Pick("HS256", "HS256", "RS256");
            byte[] secret = Pick(
                _tokens.Key.ExportSubjectPublicKeyInfo(),
                _tokens.Key.ExportRSAPublicKey(),
                Encoding.ASCII.GetBytes(_tokens.Key.ExportSubjectPublicKeyInfoPem()),
                Encoding.ASCII.GetBytes(_tokens.Key.ExportRSAPublicKeyPem()),
                _tokens.Key.ExportParameters(false).Modulus!,
                Encoding.ASCII.GetBytes(ForgeTokens.Publish(_tokens.Key, ForgeTokens.KeyId).ToJsonString()));
            return ForgeTokens.SignWithSecret(header, ForgeTokens.Claims(), secret);
        }

        private string SignOtherwise()
        {
            (string name, HashAlgorithmName hash, RSASignaturePadding padding) = Pick(
                ("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
                ("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                ("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                ("RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                ("RS256", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));
            JsonObject header = ForgeTokens.Header();
            header["alg"] = name;
            return _tokens.Sign(header, ForgeTokens.Claims(), hash: hash, padding: padding);
        }

        private string RenameAlgorithm() =>
            Resign(static _ => { }, header => header["alg"] = Pick<JsonNode?>("rs256", "RS256 ", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "ES256", "HS256", null, 256));

        private string AlterTime() => Pick<Func<string>>(
            () => Resign(static claims => claims["exp"] = ForgeTokens.Now.ToUnixTimeSeconds() - 31),
            () => Resign(static claims => claims["nbf"] = ForgeTokens.Now.ToUnixTimeSeconds() + 31),
            () => Resign(claims => claims["exp"] = Pick<JsonNode?>("1800000000", null, -1, long.MaxValue, 1.5, true, new JsonArray(1_800_000_000))),
            () => Resign(claims => claims["nbf"] = Pick<JsonNode?>("1", -1, long.MaxValue, 1.5, false)))();

        private string AlterLabel() => Pick<Func<string>>(
            () => Resign(claims => claims["icLabel"] = Pick<JsonNode?>("", "UPPER", "a.b", "a/b", "evil.example/#", "a%2fb", "a@b", new string('a', 51), "acme\n", "ácme", 5, true, new JsonObject())),
            () => Resign(static claims => claims["icLabel"] = Label),
            () => _tokens.Sign(ForgeTokens.Header(), ForgeTokens.Claims(), _isolated))();

        private string AlterHeader() => Resign(
            static _ => { },
            header => header["crit"] = Pick<JsonNode?>(new JsonArray("exp"), new JsonArray("b64"), new JsonArray(), "b64", null));

        private string Double()
        {
            string claims = ForgeTokens.Claims().ToJsonString();
            string header = ForgeTokens.Header().ToJsonString();
            return Pick(
                _tokens.SignText(header, claims.Insert(1, "\"aud\":\"ari:cloud:ecosystem::app/other\",")),
                _tokens.SignText(header, claims.Insert(claims.Length - 1, ",\"exp\":1900000000")),
                _tokens.SignText(header, claims.Insert(claims.Length - 1, ",\"icLabel\":null,\"icLabel\":\"acme\"")),
                _tokens.SignText(header.Insert(1, "\"alg\":\"none\","), claims),
                _tokens.SignText(header.Insert(header.Length - 1, ",\"kid\":\"other\""), claims));
        }

        private string NameWithSurrogate()
        {
            string claims = ForgeTokens.Claims().ToJsonString();
            string header = ForgeTokens.Header().ToJsonString();
            return Pick(
                _tokens.SignText(header.Insert(1, "\"\\ud800\":1,"), claims),
                _tokens.SignText(header, claims.Insert(1, "\"\\ud800\":1,")),
                _tokens.SignText(header, claims.Insert(1, "\"a\":{\"\\udc00\":1},")));
        }

        private string AlterStructure()
        {
            string token = _tokens.Create();
            string[] parts = token.Split('.');
            return Pick(
                "", ".", "..", "...", "....", "x", parts[0], $"{parts[0]}.{parts[1]}", $"{parts[0]}..{parts[2]}", $".{parts[1]}.{parts[2]}", token + ".", "." + token,
                token + "=", $"{parts[0]}=.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[0]}.{parts[1]}", $"{parts[1]}.{parts[0]}.{parts[2]}",
                $"{parts[0]}.{parts[1]}.{parts[1]}", token + "AAAA", token.Insert(parts[0].Length, " "), new string('a', 100_000), $"{parts[0]}.{parts[1]}.{parts[2][..^4]}",
                Base64Url.EncodeToString(Encoding.ASCII.GetBytes(token)), _tokens.SignText("[]", ForgeTokens.Claims().ToJsonString()),
                _tokens.SignText(ForgeTokens.Header().ToJsonString(), "[]"), _tokens.SignText(ForgeTokens.Header().ToJsonString(), "null"));
        }

        private string Resign(Action<JsonObject> alterClaims, Action<JsonObject>? alterHeader = null)
        {
            JsonObject header = ForgeTokens.Header();
            JsonObject claims = ForgeTokens.Claims();
            alterClaims(claims);
            alterHeader?.Invoke(header);
            return _tokens.Sign(header, claims);
        }

        private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
    }
}
