using Leeway.Grants;

namespace Leeway;

/// <summary>
/// An <see cref="ITokenProtector"/> failed, for example because a key vault did not respond. No token was stored or read. Another attempt
/// may succeed; if none does, correct the cause, which is the inner exception.
/// </summary>
public sealed class TokenProtectorFailedException : LeewayException
{
    internal TokenProtectorFailedException(ITokenProtector protector, string operation, GrantId grant, Exception innerException)
        : base(
            $"The token protector {protector.GetType().Name} could not {operation} the tokens of the grant '{grant}': {innerException.Message.TrimEnd('.')}.",
            innerException)
    {
    }
}
