Imports Leeway
Imports Leeway.Jira

Module Program
    Sub Main()
        CallAsync().GetAwaiter().GetResult()
    End Sub

    Private Async Function CallAsync() As Task
        Dim options As New AtlassianOptions With {
            .Site = Environment.GetEnvironmentVariable("ATLASSIAN_SITE"),
            .Login = AtlassianLogin.ApiToken(
                Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL"),
                Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN"))
        }
        Using connection = AtlassianConnection.Open(options)
            Dim jira As New JiraClient(connection.Caller)
            Dim issue = Await jira.Issues.GetIssueAsync("DEMO-1")
            Console.WriteLine(issue.Key)
        End Using
    End Function
End Module
