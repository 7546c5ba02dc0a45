using Leeway.Grants;

namespace Leeway;

/// <summary>The grant is lost, was forgotten by the application, or never existed. The user must sign in (again).</summary>
public sealed class ReauthorizationRequiredException : GrantException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="loss">The reason, as far as it is known.</param>
    public ReauthorizationRequiredException(GrantId grant, GrantLoss loss)
        : base($"Grant '{grant}' cannot be used until the user signs in: {Describe(loss)}", grant, null)
    {
        Loss = loss;
    }

    /// <summary>The reason, as far as it is known.</summary>
    public GrantLoss Loss { get; }

    private static string Describe(GrantLoss loss) => loss.Reason switch
    {
        GrantLossReason.NotGranted or GrantLossReason.NoRefreshToken or GrantLossReason.Forgotten => loss.Evidence,
        GrantLossReason.Unknown => $"the reason is not known. {loss.Evidence}",
        _ => $"probably {loss.Reason}. {loss.Evidence}",
    };
}
