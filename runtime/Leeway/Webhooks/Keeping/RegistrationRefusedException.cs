namespace Leeway.Webhooks;

/// <summary>Jira did not accept a webhook.</summary>
internal sealed class RegistrationRefusedException(string message) : LeewayException(message);
