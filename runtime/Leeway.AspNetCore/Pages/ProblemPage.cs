using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>The page of a problem: what happened, and what to do. It contains nothing of the request.</summary>
internal static class ProblemPage
{
    /// <summary>Writes the page of a problem.</summary>
    /// <param name="frame">What all pages have.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="connect">The page from which the user can begin again.</param>
    public static Html Write(PageFrame frame, SignInProblem problem, string connect)
    {
        (string title, string text) = Describe(problem, frame.ApplicationName);
        return frame.Write(title, Html.Of($"""
            <p>{text}</p>
            {(CanConnect(problem) ? Html.Of($"""<p><a class="button primary" href="{connect}">Connect again</a></p>""") : default)}
            <p><a href="{frame.Status}">Your connection</a></p>
            <p class="reference">Reference: {problem.ToString()}</p>
            """));
    }

    /// <summary>Returns the status code of the page of a problem.</summary>
    public static int GetStatus(SignInProblem problem) => problem switch
    {
        // The user has decided, which is not an error.
        SignInProblem.Declined => StatusCodes.Status200OK,
        SignInProblem.NotSignedIn => StatusCodes.Status401Unauthorized,
        SignInProblem.OtherUser => StatusCodes.Status403Forbidden,
        SignInProblem.AppRefused => StatusCodes.Status500InternalServerError,
        SignInProblem.RequestRefused or SignInProblem.CodeRefused => StatusCodes.Status502BadGateway,
        SignInProblem.Unavailable or SignInProblem.NotForgotten => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static bool CanConnect(SignInProblem problem) =>
        problem is not (SignInProblem.NotSignedIn or SignInProblem.AppRefused or SignInProblem.RequestRefused or SignInProblem.UnknownSite or SignInProblem.NotForgotten);

    private static (string Title, string Text) Describe(SignInProblem problem, string application) => problem switch
    {
        SignInProblem.IncompleteAnswer => (
            "The answer is incomplete",
            "The address that you opened is not a complete answer from Atlassian. Nothing was changed. If you copied the address, connect again instead."),
        SignInProblem.UnknownAttempt => (
            "This sign-in is not known",
            "It was not begun in this browser, was completed before, or is older than ten minutes. Nothing was changed. If you did not connect just now, somebody may have sent you this address: close this page."),
        SignInProblem.ExpiredAttempt => (
            "This sign-in is too old",
            "A sign-in must be completed within ten minutes. Nothing was changed."),
        SignInProblem.UsedAttempt => (
            "This sign-in was already completed",
            "Each sign-in can be completed once. Look at your connection before you connect again."),
        SignInProblem.OtherUser => (
            "You are signed in as another user",
            $"This sign-in was begun by another user of {application}, or in another session. Nothing was changed. To connect your own account, connect again."),
        SignInProblem.Declined => (
            "You did not connect",
            "You declined at Atlassian, so nothing was changed. You can connect at any time."),
        SignInProblem.RequestRefused => (
            "Atlassian refused the request",
            $"Atlassian does not accept what {application} asked for, and nothing was changed. Please inform the operator of {application}: the scopes or the callback address do not match the developer console. The log has the details."),
        SignInProblem.CodeRefused => (
            "Atlassian did not confirm the sign-in",
            "The confirmation was too old or was already used. Nothing was changed."),
        SignInProblem.AppRefused => (
            "The application is not set up correctly",
            $"Atlassian refuses {application} itself, and nothing was changed. Please inform its operator: the client id or secret is wrong, or the app is not active."),
        SignInProblem.Unavailable => (
            "The sign-in could not be completed",
            "Atlassian, or the storage of the application, does not respond. Wait a few minutes and connect again."),
        SignInProblem.NotSignedIn => (
            "Sign in first",
            $"You are not signed in to {application}. Sign in there, and open this page again."),
        SignInProblem.InvalidForm => (
            "The form is no longer valid",
            "The page was open for too long, you have signed in as another user since, or another site sent the form. Nothing was changed. Go back, reload the page, and send the form again."),
        SignInProblem.UnknownSite => (
            "Select one of your sites",
            "The site that you sent is not one that your connection reaches. Nothing was changed. Go back and select one of the list."),
        _ => (
            "The connection may not have ended everywhere",
            $"This server of {application} no longer uses your connection, but the storage did not confirm that it was removed. Open your connection and disconnect again in a few minutes."),
    };
}
