open System
open System.Net.Http
open System.Net.Http.Headers
open System.Text
open Leeway
open Leeway.Jira
open Refit

let read name = Environment.GetEnvironmentVariable name
let site, email, token = read "ATLASSIAN_SITE", read "ATLASSIAN_EMAIL", read "ATLASSIAN_API_TOKEN"

let call =
    task {
        use connection = AtlassianConnection.Open(AtlassianOptions(Site = site, Login = AtlassianLogin.ApiToken(email, token)))
        let jira = JiraClient connection.Caller
        let! issue = jira.Issues.GetIssueAsync "DEMO-1"
        printfn $"{issue.Key}"

        use http = new HttpClient(BaseAddress = Uri site)
        http.DefaultRequestHeaders.Authorization <-
            AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes $"{email}:{token}"))
        let! user = RestService.For<IMyselfApi>(http).GetCurrentUserAsync()
        printfn $"{user.EmailAddress}"
    }

call.GetAwaiter().GetResult()
