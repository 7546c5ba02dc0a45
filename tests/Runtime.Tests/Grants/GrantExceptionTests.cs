using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The messages of exceptions, which say what happened, with which value, and what to do.</summary>
public sealed class GrantExceptionTests
{
    private static readonly GrantId s_grant = new("ada");

    [Theory]
    [InlineData(GrantLossReason.NotGranted, "Grant 'ada' cannot be used until the user signs in: the evidence.")]
    [InlineData(GrantLossReason.NoRefreshToken, "Grant 'ada' cannot be used until the user signs in: the evidence.")]
    [InlineData(GrantLossReason.Forgotten, "Grant 'ada' cannot be used until the user signs in: the evidence.")]
    [InlineData(GrantLossReason.Unknown, "Grant 'ada' cannot be used until the user signs in: the reason is not known. the evidence.")]
    [InlineData(GrantLossReason.Idle, "Grant 'ada' cannot be used until the user signs in: probably Idle. the evidence.")]
    [InlineData(GrantLossReason.Withdrawn, "Grant 'ada' cannot be used until the user signs in: probably Withdrawn. the evidence.")]
    public void LossShouldBeCalledProbableIfItIsInferred(GrantLossReason reason, string message)
    {
        GrantLoss loss = new() { Reason = reason, Evidence = "the evidence.", At = ManualTime.Start };

        ReauthorizationRequiredException exception = new(s_grant, loss);

        Assert.Equal(message, exception.Message);
        Assert.Equal((s_grant, null), (exception.Grant, exception.InnerException));
        Assert.Same(loss, exception.Loss);
    }

    [Fact]
    public void RefusedCredentialsShouldBeCompared()
    {
        ClientCredentialsRefusedException exception = new(s_grant, "401 access_denied");

        Assert.Equal(
            "The authorization server refuses the app: 401 access_denied. Compare ClientId and ClientSecret with the developer console, and check there that the app is active and may use this grant type. No user has to sign in again.",
            exception.Message);
        Assert.Equal(s_grant, exception.Grant);
    }

    [Fact]
    public void MissingTokenShouldBeExplained()
    {
        IOException cause = new();
        TokenUnavailableException exception = new(s_grant, "the store fails", TimeSpan.FromSeconds(3), cause);

        Assert.Equal("There is no access token for grant 'ada' at the moment: the store fails.", exception.Message);
        Assert.Equal((s_grant, TimeSpan.FromSeconds(3)), (exception.Grant, exception.RetryAfter));
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void GrantThatMayStillBeStoredShouldBeForgottenAgain()
    {
        IOException cause = new();
        GrantNotForgottenException exception = new(s_grant, "The store fails", cause);

        Assert.Equal(
            "The grant 'ada' may not have been removed. The store fails. This process no longer uses it; other processes, and this one after a restart, still do. Call ForgetAsync again.",
            exception.Message);
        Assert.Same(cause, exception.InnerException);
    }

    [Theory]
    [InlineData("no vault", "no vault")]
    [InlineData("no vault.", "no vault")]
    public void FailureOfAProtectorShouldNameItAndItsOperation(string cause, string words)
    {
        IOException inner = new(cause);
        TokenProtectorFailedException exception = new(new TestProtector(), "encrypt", s_grant, inner);

        Assert.Equal($"The token protector TestProtector could not encrypt the tokens of the grant 'ada': {words}.", exception.Message);
        Assert.Same(inner, exception.InnerException);
    }

    [Fact]
    public void OtherExceptionsShouldHaveTheirMessageAndCause()
    {
        IOException cause = new();

        Assert.Equal(("words", cause), (new GrantStoreException("words", cause).Message, new GrantStoreException("words", cause).InnerException));
        Assert.Equal(("words", cause), (new TokenProtectionException("words", cause).Message, new TokenProtectionException("words", cause).InnerException));
        Assert.Equal(("words", cause), (new DamagedGrantException("words", cause).Message, new DamagedGrantException("words", cause).InnerException));
        Assert.Equal(
            (s_grant, SignInFailure.Declined, "words"),
            (new SignInException(s_grant, SignInFailure.Declined, "words").Grant, new SignInException(s_grant, SignInFailure.Declined, "words").Failure, new SignInException(s_grant, SignInFailure.Declined, "words").Message));
    }
}
