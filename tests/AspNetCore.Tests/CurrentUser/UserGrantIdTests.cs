using System.Security.Claims;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Grants;

namespace Leeway.AspNetCore.Tests.CurrentUser;

public sealed class UserGrantIdTests
{
    [Fact]
    public void UsersOfTwoIssuersShouldNotShareAGrant()
    {
        GrantId? google = UserGrantId.Find(CreateUser("Cookies", "42", "https://accounts.google.com"));
        GrantId? entra = UserGrantId.Find(CreateUser("Cookies", "42", "https://login.microsoftonline.com/tenant/v2.0"));
        GrantId? own = UserGrantId.Find(CreateUser("Cookies", "42"));
        GrantId? otherScheme = UserGrantId.Find(CreateUser("Partners", "42"));

        Assert.Equal(new GrantId("user:https%3A%2F%2Faccounts.google.com/42"), google);
        Assert.Equal(new GrantId("user:Cookies/42"), own);
        Assert.Equal(4, new HashSet<GrantId?> { google, entra, own, otherScheme }.Count);
        Assert.Equal(google, UserGrantId.Create("https://accounts.google.com", "42"));
    }

    [Fact]
    public void UserShouldHaveNoGrantWithoutAnAuthenticatedIdentityWithAnId()
    {
        Assert.Null(UserGrantId.Find(new ClaimsPrincipal()));
        Assert.Null(UserGrantId.Find(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "42")]))));
        Assert.Null(UserGrantId.Find(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "Cookies"))));
        Assert.Null(UserGrantId.Find(CreateUser("Cookies", "")));
    }

    [Fact]
    public void UnauthenticatedIdentityShouldNotChooseTheGrant()
    {
        ClaimsPrincipal user = new([new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "admin")]), (ClaimsIdentity)CreateUser("Cookies", "ada").Identity!]);

        Assert.Equal(new GrantId("user:Cookies/ada"), UserGrantId.Find(user));
    }

    [Fact]
    public void SubShouldBeUsedWithoutAMappedClaim() => Assert.Equal(
        new GrantId("user:issuer/42"),
        UserGrantId.Find(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "42", ClaimValueTypes.String, "issuer")], "Bearer"))));

    [Fact]
    public void LongIdShouldFitEveryStore()
    {
        GrantId first = UserGrantId.Create("issuer", new string('a', 10_000));
        GrantId second = UserGrantId.Create("issuer", new string('a', 10_001));

        Assert.StartsWith("user-sha256:", first.Value, StringComparison.Ordinal);
        Assert.InRange(first.Value.Length, 1, GrantId.MaxLength);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void DifferentUsersShouldHaveDifferentIds()
    {
        Gen<string> texts = Gen.Elements("a", "/", "%", "%2F", ":", "\ud800", "\ud801", "\udc00", "é", "\ud83d\ude00", "\ufffd", new string('x', 100))
            .NonEmptyListOf()
            .Select(string.Concat);
        Prop.ForAll(texts.Two().Two().ToArbitrary(), static users =>
        {
            ((string firstIssuer, string firstId), (string secondIssuer, string secondId)) = users;
            bool isSame = firstIssuer == secondIssuer && firstId == secondId;
            return isSame == (UserGrantId.Create(firstIssuer, firstId) == UserGrantId.Create(secondIssuer, secondId));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static ClaimsPrincipal CreateUser(string scheme, string id, string? issuer = null) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id, ClaimValueTypes.String, issuer)], scheme));
}
