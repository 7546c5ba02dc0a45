namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>An invocation token is not accepted. The message says why, without the token.</summary>
internal sealed class ForgeTokenRefusedException(string message, Exception? inner = null) : LeewayException(message, inner);
