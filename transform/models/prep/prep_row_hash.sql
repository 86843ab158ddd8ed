{{ config(materialized='view') }}

{{ row_hashes() }}
